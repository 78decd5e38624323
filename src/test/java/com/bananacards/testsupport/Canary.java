package com.bananacards.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A card number or PIN used by a test, and every form in which it may come to light somewhere. */
public final class Canary {

    private static final int BITS_OF_BYTE = 8;
    private static final int BITS_OF_LETTER = 6;
    private static final int ALIGNMENTS = 3;
    private static final int LONG_ENOUGH = 12;
    private static final Pattern PIN = Pattern.compile("[0-9]{4,12}");

    /** Letters of hexadecimal in a PIN block. */
    private static final int BLOCK = 16;

    private final String secret;
    private final List<Search.Needle> needles = new ArrayList<>();

    private Canary(String secret) {
        this.secret = secret;
        add("plain", secret);
        add("reversed", new StringBuilder(secret).reverse().toString());
        if (isLong(secret)) {
            add("without its end", secret.substring(0, LONG_ENOUGH));
            for (String separator : List.of(" ", "-", "+", "%20")) {
                add("in groups", secret.replaceAll("(?<=\\G.{4})(?=.)", separator));
            }
        }
        if (isLong(secret)) {
            add("BCD", packed(secret));
        } else if (PIN.matcher(secret).matches()) {
            // Three bytes are anywhere by chance; with what stands beside them they are not.
            addBytes("BCD, filled up", secret + "f".repeat(secret.length() % 2) + "ffff");
            addBytes("PIN block 0 before its number", block("0", secret));
            addBytes("PIN block 2", block("2", secret));
        }
        add("two bytes a letter", String.join("\0", secret.split("")));
        String hex = HexFormat.of().formatHex(bytes(secret));
        add("hex", hex);
        add("for addresses", HexFormat.of().withPrefix("%").formatHex(bytes(secret)));
        for (int before = 0; before < ALIGNMENTS; before++) {
            add("base64 after " + before, base64(secret, before));
        }
    }

    public static Canary of(String secret) {
        return new Canary(secret);
    }

    /** A PIN as ISO 9564 format 0 hides it behind a card number; {@link #of} knows the formats without one. */
    public static Canary behind(String pin, String number) {
        String account = "0000" + number.substring(number.length() - 13, number.length() - 1);
        long hidden = Long.parseUnsignedLong(block("0", pin), 16) ^ Long.parseLong(account, 16);
        Canary canary = new Canary(pin);
        canary.needles.clear();
        canary.addBytes("PIN block 0", HexFormat.of().toHexDigits(hidden));
        return canary;
    }

    private static String block(String format, String pin) {
        String begun = format + Integer.toHexString(pin.length()) + pin;
        return begun + "f".repeat(BLOCK - begun.length());
    }

    /** Bytes as they are, and as a text shows them. */
    private void addBytes(String form, String hex) {
        add(form, new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1));
        add(form, hex);
        add(form, hex.toUpperCase(Locale.ROOT));
    }

    private void add(String form, String text) {
        boolean digits = form.equals("plain") || form.equals("reversed");
        needles.add(new Search.Needle(secret, form, text, digits && !isLong(secret)));
    }

    private static boolean isLong(String secret) {
        return secret.length() > LONG_ENOUGH;
    }

    /** Two digits a byte; of an odd number the last digit is left out. */
    private static String packed(String digits) {
        byte[] packed = HexFormat.of().parseHex(digits.substring(0, digits.length() / 2 * 2));
        return new String(packed, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What stays the same of the base64 of a text in which this many bytes are before the secret. */
    private static String base64(String secret, int before) {
        String whole = Base64.getEncoder().encodeToString(bytes("x".repeat(before) + secret));
        int from = Math.ceilDiv(before * BITS_OF_BYTE, BITS_OF_LETTER);
        int to = (before + secret.length()) * BITS_OF_BYTE / BITS_OF_LETTER;
        return whole.substring(from, to);
    }

    List<Search.Needle> needles() {
        return needles;
    }

    /** The forms in which it is found in the text. */
    public List<String> formsIn(String text) {
        return new Search(List.of(this))
                .in(text).stream().map(hit -> hit.needle().form()).distinct().toList();
    }
}
