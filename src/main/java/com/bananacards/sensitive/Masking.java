package com.bananacards.sensitive;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks what others wrote before it is kept or shown: a text of the issuer's may quote a card number. */
public final class Masking {

    private static final Pattern LONG_DIGITS = Pattern.compile("[0-9](?:[ -]?[0-9]){11,18}");
    private static final Pattern LIKE_A_PIN = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
    private static final Set<String> SECRET_MEMBERS = Set.of(
            "pin",
            "cvv",
            "cvc",
            "cvv2",
            "code",
            "otp",
            "password",
            "secret",
            "card_pin",
            "passcode");
    private static final int SHOWN_DIGITS = 4;

    private Masking() {}

    /** The text with every run of 12 to 19 digits reduced to its last four. */
    public static String text(String text) {
        return LONG_DIGITS
                .matcher(text)
                .replaceAll(run -> Matcher.quoteReplacement(lastFour(run.group())));
    }

    /** A reason in the issuer's own words: as {@link #text}, and six digits alone could be a PIN. */
    public static String words(String words) {
        return LIKE_A_PIN.matcher(text(words)).replaceAll("******");
    }

    /** True when a member of this name holds a secret whole: its value is never shown. */
    public static boolean isSecretMember(String name) {
        return SECRET_MEMBERS.contains(name.toLowerCase(java.util.Locale.ROOT));
    }

    private static String lastFour(String run) {
        return "***" + run.substring(run.length() - SHOWN_DIGITS);
    }
}
