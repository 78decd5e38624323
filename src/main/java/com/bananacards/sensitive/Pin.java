package com.bananacards.sensitive;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A card's PIN: exactly 6 ASCII digits. Lives in memory for one call and prints as {@code ***}.
 *
 * <p>Source of the length and of what counts as simple: BananaTech guide 04, "PIN Requirements".
 */
public final class Pin {

    private static final Pattern FORM = Pattern.compile("[0-9]{6}");

    private final String digits;

    private Pin(String digits) {
        this.digits = digits;
    }

    /** The PIN in this text, or empty when the text is none. */
    public static Optional<Pin> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Pin(text)) : Optional.empty();
    }

    /** True for all digits equal, or a run up or down by one. */
    public boolean isSimple() {
        int step = digits.charAt(1) - digits.charAt(0);
        for (int i = 2; i < digits.length(); i++) {
            if (digits.charAt(i) - digits.charAt(i - 1) != step) {
                return false;
            }
        }
        return Math.abs(step) <= 1;
    }

    /** The PIN itself, for the envelope only. */
    public String reveal() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pin pin && pin.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return Pin.class.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
