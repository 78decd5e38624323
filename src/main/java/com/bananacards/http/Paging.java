package com.bananacards.http;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a list was asked for. Our ids are ordered by time, so the cursor is the last id shown: stable while rows are
 * inserted, and one index serves it.
 *
 * @param after show what is older than this; null for the first page
 */
public record Paging(int limit, @Nullable UUID after) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SMALL_NUMBER = Pattern.compile("[0-9]{1,3}");

    /** @throws Problem {@code validation_failed} when a parameter can't be read */
    public static Paging of(@Nullable String limit, @Nullable String after) {
        return new Paging(limit(limit), after == null ? null : cursor(after));
    }

    /** One row more than is shown: it tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    public static String cursor(UUID last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The cursor of a list that runs by position, oldest first: 0 for its beginning. */
    public static long position(@Nullable String after) {
        if (after == null) {
            return 0;
        }
        if (!POSITION.matcher(after).matches()) {
            throw Problem.invalid("?after", "format", "is no cursor of this list");
        }
        return Long.parseLong(after);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = SMALL_NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problem.invalid("?limit", "range", "must be 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static UUID cursor(String text) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(text);
            return UUID.fromString(new String(decoded, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalid("?after", "format", "is no cursor of this list");
        }
    }

    /** A query parameter that must be one of an enum's names. */
    public static <E extends Enum<E>> Optional<E> literal(
            String name, @Nullable String text, Class<E> type) {
        if (text == null) {
            return Optional.empty();
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return Optional.of(constant);
            }
        }
        throw Problem.invalid(
                "?" + name, "format", "is not a known " + name.toLowerCase(Locale.ROOT));
    }

    /** A query parameter of free text. PostgreSQL can hold any but NUL. */
    public static Optional<String> text(String name, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw Problem.invalid("?" + name, "format", "must not contain NUL");
        }
        return Optional.ofNullable(text);
    }

    /** A query parameter that must be one of our ids. */
    public static Optional<UUID> id(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalid("?" + name, "format", "must be a UUID");
        }
    }
}
