package com.bananacards.console;

import com.bananacards.http.Problem;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What somebody looks for, read by its form. A card number is never looked for: what may be one is refused, and nothing
 * repeats it.
 *
 * @param id one of our ids
 * @param number one of the issuer's
 * @param last4 four digits, which may be a card's last ones
 * @param email how an e-mail begins
 */
record Term(
        Optional<UUID> id, Optional<Long> number, Optional<String> last4, Optional<String> email) {

    private static final int LONGEST = 254;
    private static final int SHORTEST_EMAIL = 3;
    /** Twelve digits or more and no letter, also where blanks, hyphens or dots stand between them. */
    private static final Pattern LIKE_A_CARD_NUMBER =
            Pattern.compile("[^\\p{L}@]*[0-9](?:[ .\\-]?[0-9]){11}[^\\p{L}@]*");
    /**
     * The same among letters. An e-mail may hold an id, a time or a telephone number, whose digits are fewer or grouped
     * otherwise than a card's.
     */
    private static final Pattern HOLDS_A_CARD_NUMBER =
            Pattern.compile("[0-9]{16}|(?<![0-9A-Za-z-])[0-9]{4}(?:[ .\\-][0-9]{4}){3}");

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,11}");
    private static final Pattern LAST4 = Pattern.compile("[0-9]{4}");

    /** @throws Problem {@code validation_failed}, without what was looked for */
    static Term of(@Nullable String q) {
        String text = q == null ? "" : q.strip();
        if (text.isEmpty()) {
            throw Problem.invalid("?q", "required", "must say what to look for");
        }
        if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw Problem.invalid("?q", "size", "must be at most " + LONGEST + " characters");
        }
        if (UUID_FORM.matcher(text).matches()) {
            return new Term(
                    Optional.of(UUID.fromString(text)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        if (LIKE_A_CARD_NUMBER.matcher(text).matches()
                || HOLDS_A_CARD_NUMBER.matcher(text).find()) {
            throw Problem.invalid(
                    "?q",
                    "not_allowed",
                    "looks like a card number; look for its last four digits instead");
        }
        return NUMBER.matcher(text).matches() ? number(text) : email(text);
    }

    private static Term number(String digits) {
        return new Term(
                Optional.empty(),
                Optional.of(Long.parseLong(digits)),
                Optional.of(digits).filter(four -> LAST4.matcher(four).matches()),
                Optional.empty());
    }

    private static Term email(String text) {
        if (text.length() < SHORTEST_EMAIL) {
            throw Problem.invalid(
                    "?q",
                    "size",
                    "must be at least " + SHORTEST_EMAIL + " characters of an e-mail");
        }
        return new Term(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text));
    }
}
