package com.bananacards.sensitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

class SealingTest {

    private static final String OLD_KEY = "2025:" + key(1);
    private static final String NEW_KEY = "2026:" + key(2);
    private static final byte[] ROW = bytes("row 1");
    private static final byte[] PLAIN = bytes("4111111111111111");

    private final Sealing sealing =
            new Sealing(List.of(NEW_KEY, OLD_KEY), KeyUsesInMemory.unheard());

    @Test
    void whatWasSealedOpensInItsRow() {
        Sealed sealed = sealing.seal(PLAIN, ROW);

        assertThat(sealed.keyId()).isEqualTo("2026");
        assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("41111111");
        assertThat(sealing.open(sealed, ROW)).contains(PLAIN);
    }

    @Test
    void itDoesNotOpenInAnotherRow() {
        assertThat(sealing.open(sealing.seal(PLAIN, ROW), bytes("row 2"))).isEmpty();
    }

    @Test
    void aFlippedBitAnywhereKeepsItShut() {
        Sealed sealed = sealing.seal(PLAIN, ROW);
        for (int bit = 0; bit < sealed.bytes().length * 8; bit++) {
            byte[] flipped = sealed.bytes().clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(sealing.open(new Sealed("2026", flipped), ROW))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void whatIsCutStaysShut() {
        Sealed sealed = sealing.seal(PLAIN, ROW);
        for (int length = 0; length < sealed.bytes().length; length++) {
            Sealed cut = new Sealed("2026", Arrays.copyOf(sealed.bytes(), length));

            assertThat(sealing.open(cut, ROW)).as("%d bytes", length).isEmpty();
        }
    }

    @Test
    void anOldKeyStillOpens() {
        Sealed old = new Sealing(List.of(OLD_KEY), KeyUsesInMemory.unheard()).seal(PLAIN, ROW);

        assertThat(old.keyId()).isEqualTo("2025");
        assertThat(sealing.open(old, ROW)).contains(PLAIN);
    }

    @Test
    void anUnknownOrWrongKeyOpensNothing() {
        Sealed sealed = sealing.seal(PLAIN, ROW);

        assertThat(new Sealing(List.of(OLD_KEY), KeyUsesInMemory.unheard()).open(sealed, ROW))
                .isEmpty();
        assertThat(sealing.open(new Sealed("2025", sealed.bytes()), ROW)).isEmpty();
    }

    @Test
    void theSameTextIsSealedDifferentlyEachTime() {
        assertThat(sealing.seal(PLAIN, ROW).bytes())
                .isNotEqualTo(sealing.seal(PLAIN, ROW).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "noid", ":AAAA", "a b:AAAA", "id:AAAA", "id:not base64"})
    void aKeyThatIsNoneIsRefusedWithoutBeingShown(String configured) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sealing.check(List.of(configured)))
                .withNoCause()
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .doesNotContain("AAAA")
                        .doesNotContain("not base64,"));
    }

    @Test
    void aGoodKeyPassesTheCheckAndPrintsAsStars() {
        Sealing.check(List.of(NEW_KEY, OLD_KEY));

        assertThat(DataKey.parse(NEW_KEY)).hasToString("DataKey 2026 ***");
        assertThat(sealing.seal(PLAIN, ROW)).hasToString("Sealed by 2026");
    }

    private static String key(int fill) {
        byte[] key = new byte[DataKey.KEY_BYTES];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
