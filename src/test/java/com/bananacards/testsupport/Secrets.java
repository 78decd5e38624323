package com.bananacards.testsupport;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells card numbers, PINs and one-time codes in what is sent; the length says which of them it is. */
final class Secrets {

    private static final int PIN_DIGITS = 6;

    private static final Pattern CARD_NUMBER = Pattern.compile("(?<![0-9])[0-9]{16,19}(?![0-9])");
    private static final Pattern PIN_OR_CODE =
            Pattern.compile("[\"'](?:pin|pin_code|code)[\"']\\s*:\\s*[\"']?([0-9]{6})(?![0-9])");

    private Secrets() {}

    static Set<String> in(String text) {
        Set<String> secrets = new TreeSet<>();
        CARD_NUMBER.matcher(text).results().forEach(found -> secrets.add(found.group()));
        PIN_OR_CODE.matcher(text).results().forEach(found -> secrets.add(found.group(1)));
        return secrets;
    }

    static boolean isCardNumber(String secret) {
        return secret.length() > PIN_DIGITS;
    }
}
