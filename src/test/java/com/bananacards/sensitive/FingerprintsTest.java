package com.bananacards.sensitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

class FingerprintsTest {

    private static final String NUMBER = "4111111111111111";

    private final Fingerprints fingerprints = under(1);
    private final Pan pan = Pan.parse(NUMBER).orElseThrow();

    @Test
    void theSameNumberHasTheSameFingerprint() {
        assertThat(bytes(fingerprints.of(pan)))
                .hasSize(32)
                .isEqualTo(bytes(under(1).of(Pan.parse(NUMBER).orElseThrow())))
                .isNotEqualTo(
                        bytes(fingerprints.of(Pan.parse("5555555555554444").orElseThrow())));
    }

    @Test
    void withoutTheKeyAFingerprintCantBeMade() throws GeneralSecurityException {
        byte[] unkeyed = MessageDigest.getInstance("SHA-256")
                .digest(NUMBER.getBytes(StandardCharsets.UTF_8));

        assertThat(bytes(fingerprints.of(pan)))
                .isNotEqualTo(unkeyed)
                .isNotEqualTo(bytes(under(2).of(pan)));
    }

    @Test
    void aBodyAndANumberOfTheSameTextDiffer() {
        assertThat(bytes(fingerprints.ofBody(NUMBER)))
                .hasSize(32)
                .isEqualTo(bytes(fingerprints.ofBody(NUMBER)))
                .isNotEqualTo(bytes(fingerprints.ofBody(NUMBER + " ")))
                .isNotEqualTo(bytes(fingerprints.of(pan)));
    }

    @Test
    void aShortKeyIsRefusedNamingItsLengthOnly() {
        String shortKey = Base64.getEncoder().encodeToString(new byte[10]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fingerprints.check(List.of(shortKey)))
                .withMessage("a key has 10 bytes instead of 32");
    }

    @Test
    void theFirstKeyMakesAndAllAreLookedUpWithTheirIds() {
        Fingerprints rotated = under(2, 1);

        assertThat(rotated.of(pan)).hasSize(2);
        assertThat(bytes(rotated.of(pan))).isEqualTo(bytes(under(2).of(pan)));
        assertThat(rotated.of(pan).getLast().bytes()).isEqualTo(bytes(fingerprints.of(pan)));
        assertThat(rotated.of(pan).getLast().keyId())
                .isEqualTo(fingerprints.of(pan).getFirst().keyId())
                .isNotEqualTo(rotated.of(pan).getFirst().keyId())
                .hasSize(12);
        assertThat(rotated.ofBody(NUMBER).getLast().bytes())
                .isEqualTo(bytes(fingerprints.ofBody(NUMBER)));
    }

    private static Fingerprints under(int... keys) {
        return new Fingerprints(
                Arrays.stream(keys).mapToObj(FingerprintsTest::key).toList(),
                KeyUsesInMemory.unheard());
    }

    private static byte[] bytes(List<Fingerprint> fingerprints) {
        return fingerprints.getFirst().bytes();
    }

    private static String key(int last) {
        byte[] key = new byte[32];
        key[31] = (byte) last;
        return Base64.getEncoder().encodeToString(key);
    }
}
