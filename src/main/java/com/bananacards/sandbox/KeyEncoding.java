package com.bananacards.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How the text of the Secret Key becomes key bytes.
 *
 * <p>BananaTech's security guide does not say; AES and HMAC are therefore set independently.
 * Errors: {@link IllegalArgumentException} for a text the encoding cannot read; its message never
 * contains the text. Source: API Security Implementation Guide (the Python sample is unreadable).
 */
public enum KeyEncoding {
    /** The bytes of the text itself. */
    UTF8,
    /** Two hexadecimal digits a byte. */
    HEX,
    /** Standard base64 with padding. */
    BASE64;

    /** Reads {@code utf8}, {@code hex} or {@code base64}, in either case. */
    public static KeyEncoding of(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    byte[] decode(String text) {
        try {
            return switch (this) {
                case UTF8 -> text.getBytes(StandardCharsets.UTF_8);
                case HEX -> HexFormat.of().parseHex(text);
                case BASE64 -> Base64.getDecoder().decode(text);
            };
        } catch (IllegalArgumentException unreadable) {
            // The cause quotes the key, so it is dropped on purpose.
            throw new IllegalArgumentException("the secret key is not " + name());
        }
    }
}
