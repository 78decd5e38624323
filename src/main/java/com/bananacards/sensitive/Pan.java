package com.bananacards.sensitive;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A full card number (PAN): 16 to 19 ASCII digits. Lives in memory for one call and prints as {@code ***}.
 *
 * <p>Source of the length: BananaTech guide 04.
 */
public final class Pan {

    private static final Pattern FORM = Pattern.compile("[0-9]{16,19}");
    private static final int SHOWN_DIGITS = 4;

    private final String digits;

    private Pan(String digits) {
        this.digits = digits;
    }

    /** The card number in this text, or empty when the text is none. */
    public static Optional<Pan> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Pan(text)) : Optional.empty();
    }

    /** The last four digits: the only part that may be kept and shown. */
    public String last4() {
        return digits.substring(digits.length() - SHOWN_DIGITS);
    }

    /** True when the check digit is right (ISO/IEC 7812-1, Luhn). */
    public boolean checkDigitIsRight() {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    /** The number itself, for the envelope and the fingerprint only. */
    public String reveal() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pan pan && pan.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
