package com.bananacards.operations;

import com.bananacards.sensitive.Masking;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;

/**
 * Gives the issuer's words a code to switch on. The documents list classes of errors and one sample text; what is not
 * recognised stays {@code issuer_refused}, and the words are always kept beside the code.
 *
 * <p>Source: BananaTech guide 04, "Error Handling".
 */
public final class IssuerReasons {

    private static final Map<String, String> CODES = Map.of(
            "not exist", "card_number_not_found",
            "not found", "card_number_not_found",
            "already assigned", "card_already_assigned",
            "card number format", "invalid_card_number",
            "pin format", "invalid_pin",
            "not in tba", "card_not_to_be_activated",
            "balance", "insufficient_balance",
            "provider", "provider_error");

    private static final String OTHER = "issuer_refused";

    private IssuerReasons() {}

    /** The reason in these words; no words at all are a reason too. */
    public static Reason of(@Nullable String words) {
        if (words == null) {
            return new Reason(OTHER, null);
        }
        String lower = words.toLowerCase(Locale.ROOT);
        return new Reason(
                CODES.entrySet().stream()
                        .filter(known -> lower.contains(known.getKey()))
                        .map(Map.Entry::getValue)
                        .sorted()
                        .findFirst()
                        .orElse(OTHER),
                Masking.words(words));
    }
}
