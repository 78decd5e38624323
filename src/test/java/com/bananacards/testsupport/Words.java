package com.bananacards.testsupport;

import java.util.UUID;

/** Words that nobody else uses. */
public final class Words {

    private Words() {}

    /** Without a digit: many digits side by side are masked like a card number's. */
    public static String unique() {
        return UUID.randomUUID()
                .toString()
                .replace("-", "")
                .chars()
                .map(letter -> letter <= '9' ? letter - '0' + 'g' : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
