package com.bananacards.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A card number or PIN planted by a test, and every form in which it may come to light somewhere. */
public final class Canary {

    private static final int BITS_OF_BYTE = 8;
    private static final int BITS_OF_LETTER = 6;
    private static final int ALIGNMENTS = 3;
    private static final int LONG_ENOUGH = 12;

    private final Map<String, Pattern> forms = new LinkedHashMap<>();

    private Canary(String secret) {
        forms.put("plain", digits(secret));
        forms.put("reversed", digits(new StringBuilder(secret).reverse().toString()));
        if (secret.length() > LONG_ENOUGH) {
            forms.put("without its end", digits(secret.substring(0, LONG_ENOUGH)));
        }
        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII));
        forms.put("hex", Pattern.compile(hex, Pattern.CASE_INSENSITIVE));
        for (int before = 0; before < ALIGNMENTS; before++) {
            forms.put("base64 after " + before, Pattern.compile(base64(secret, before)));
        }
    }

    public static Canary of(String secret) {
        return new Canary(secret);
    }

    /** Six digits stand in many a timestamp and identifier: there only a run of its own counts. */
    private static Pattern digits(String digits) {
        return digits.length() < LONG_ENOUGH
                ? Pattern.compile("(?<![0-9A-Fa-f.])" + digits + "(?![0-9A-Fa-f])")
                : Pattern.compile(digits);
    }

    /** What stays the same of the base64 of a text in which this many bytes are before the secret. */
    private static String base64(String secret, int before) {
        String whole = Base64.getEncoder()
                .encodeToString(("x".repeat(before) + secret).getBytes(StandardCharsets.US_ASCII));
        int from = Math.ceilDiv(before * BITS_OF_BYTE, BITS_OF_LETTER);
        int to = (before + secret.length()) * BITS_OF_BYTE / BITS_OF_LETTER;
        return whole.substring(from, to);
    }

    /** The forms in which it is found in the text. */
    public List<String> formsIn(String text) {
        List<String> found = new ArrayList<>();
        forms.forEach((form, pattern) -> {
            if (pattern.matcher(text).find()) {
                found.add(form.toLowerCase(Locale.ROOT));
            }
        });
        return found;
    }
}
