package com.bananacards.sensitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

class FingerprintsTest {

    private static final String NUMBER = "4111111111111111";

    private final Fingerprints fingerprints = new Fingerprints(key(1));
    private final Pan pan = Pan.parse(NUMBER).orElseThrow();

    @Test
    void theSameNumberHasTheSameFingerprint() {
        assertThat(fingerprints.of(pan))
                .hasSize(32)
                .isEqualTo(new Fingerprints(key(1)).of(Pan.parse(NUMBER).orElseThrow()))
                .isNotEqualTo(fingerprints.of(Pan.parse("5555555555554444").orElseThrow()));
    }

    @Test
    void withoutTheKeyAFingerprintCantBeMade() throws GeneralSecurityException {
        byte[] unkeyed = MessageDigest.getInstance("SHA-256")
                .digest(NUMBER.getBytes(StandardCharsets.UTF_8));

        assertThat(fingerprints.of(pan))
                .isNotEqualTo(unkeyed)
                .isNotEqualTo(new Fingerprints(key(2)).of(pan));
    }

    @Test
    void aBodyAndANumberOfTheSameTextDiffer() {
        assertThat(fingerprints.ofBody(NUMBER))
                .hasSize(32)
                .isEqualTo(fingerprints.ofBody(NUMBER))
                .isNotEqualTo(fingerprints.ofBody(NUMBER + " "))
                .isNotEqualTo(fingerprints.of(pan));
    }

    @Test
    void aShortKeyIsRefusedNamingItsLengthOnly() {
        String shortKey = Base64.getEncoder().encodeToString(new byte[10]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fingerprints.check(shortKey))
                .withMessage("a key has 10 bytes instead of 32");
    }

    private static String key(int last) {
        byte[] key = new byte[32];
        key[31] = (byte) last;
        return Base64.getEncoder().encodeToString(key);
    }
}
