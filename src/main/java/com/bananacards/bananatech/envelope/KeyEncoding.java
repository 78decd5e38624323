package com.bananacards.bananatech.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** How the text of the Secret Key becomes key bytes. The issuer's documents leave it open, so it is a setting. */
public enum KeyEncoding {
    UTF8 {
        @Override
        byte[] decode(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    },
    HEX {
        @Override
        byte[] decode(String text) {
            return HexFormat.of().parseHex(text);
        }
    },
    BASE64 {
        @Override
        byte[] decode(String text) {
            return Base64.getDecoder().decode(text);
        }
    };

    /** @throws IllegalArgumentException when the text is not written in this encoding */
    abstract byte[] decode(String text);
}
