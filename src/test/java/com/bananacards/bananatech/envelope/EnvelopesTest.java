package com.bananacards.bananatech.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class EnvelopesTest {

    private static final String SECRET = "00112233445566778899aabbccddeeff";
    private static final String OTHER_SECRET = "ffeeddccbbaa99887766554433221100";
    private static final byte[] IV = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final byte[] PLAIN = bytes("{\"user_id\":12345,\"card_id\":67890}");

    private final Envelopes envelopes = under(SECRET);

    @ParameterizedTest
    @CsvSource({
        "UTF8, UTF8,"
            + "AAECAwQFBgcICQoLDA0OD9ECrRscKU9A1qFBG0t8NM+bTPenD7MkvJnHXofrpG56nDB/wqWnScVRby1au62A8A==,"
            + "ba0eeabba39a5d534da1d55cf976c0507e254d7631edf7dbfc763d386f9df931",
        "HEX, HEX,"
            + "AAECAwQFBgcICQoLDA0ODx814xupaLWrSsOb2u0iFRujujck1QzOe1JkFEmhcqltx30ptbGaOHzVq/HR9iKJAA==,"
            + "df1e383f6355e75abfda6d285359546464435579ba4da487dc28fe8cea5d0d8b",
        "HEX, UTF8,"
            + "AAECAwQFBgcICQoLDA0ODx814xupaLWrSsOb2u0iFRujujck1QzOe1JkFEmhcqltx30ptbGaOHzVq/HR9iKJAA==,"
            + "7cfd9800abec1bc3272b2fb8a36e2c62f0f7509497712eb0aa53d50ab1d02073"
    })
    void theVectorsCloseAndOpenInEachReadingOfTheKey(
            KeyEncoding aes, KeyEncoding hmac, String payload, String signature)
            throws EnvelopeRejected {
        Envelopes read = new Envelopes(List.of(EnvelopeKey.of(SECRET, aes, hmac)));
        Envelope vector = new Envelope(payload, signature);

        assertThat(read.close(PLAIN, IV)).isEqualTo(vector);
        assertThat(read.open(vector)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 5_000})
    void whatWasClosedOpensWhateverItsLength(int length) throws EnvelopeRejected {
        byte[] plain = "x".repeat(length).getBytes(StandardCharsets.UTF_8);

        assertThat(envelopes.open(envelopes.close(plain))).isEqualTo(plain);
    }

    @Test
    void everyEnvelopeHasItsOwnIv() {
        Set<String> ivs = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            byte[] whole = Base64.getDecoder().decode(envelopes.close(PLAIN).encryptedPayload());
            ivs.add(HexFormat.of().formatHex(whole, 0, 16));
        }
        assertThat(ivs).hasSize(100);
    }

    @Test
    void aSignatureInUpperCaseIsTheSameSignature() throws EnvelopeRejected {
        Envelope closed = envelopes.close(PLAIN);
        Envelope upper =
                new Envelope(closed.encryptedPayload(), closed.hmac().toUpperCase(Locale.ROOT));

        assertThat(envelopes.open(upper)).isEqualTo(PLAIN);
    }

    @Test
    void aSignatureWithAnyDigitChangedIsRejected() {
        Envelope closed = envelopes.close(PLAIN, IV);
        for (int i = 0; i < closed.hmac().length(); i++) {
            assertRejected(new Envelope(closed.encryptedPayload(), flipped(closed.hmac(), i)));
        }
    }

    @Test
    void aCutLongOrMissingSignatureIsRejected() {
        Envelope closed = envelopes.close(PLAIN);
        String text = closed.encryptedPayload();

        assertRejected(new Envelope(text, ""));
        assertRejected(new Envelope(text, closed.hmac().substring(0, 63)));
        assertRejected(new Envelope(text, closed.hmac().substring(0, 32)));
        assertRejected(new Envelope(text, closed.hmac() + "0"));
        assertRejected(new Envelope(text, " " + closed.hmac()));
    }

    @Test
    void aPayloadWithAnyCharacterChangedIsRejected() {
        Envelope closed = envelopes.close(PLAIN, IV);
        for (int i = 0; i < closed.encryptedPayload().length(); i++) {
            assertRejected(new Envelope(flipped(closed.encryptedPayload(), i), closed.hmac()));
        }
        assertRejected(new Envelope(closed.encryptedPayload() + "\n", closed.hmac()));
        assertRejected(new Envelope("", closed.hmac()));
    }

    @Test
    void anEnvelopeOfAnotherKeyIsRejected() {
        assertRejected(under(OTHER_SECRET).close(PLAIN));
    }

    @Test
    void whatIsSignedRightButCantBeDecryptedIsRejectedTheSameWay() {
        byte[] whole = Base64.getDecoder().decode(envelopes.close(PLAIN, IV).encryptedPayload());

        assertRejected(signed("not base64 at all!"));
        assertRejected(signed(""));
        assertRejected(signed(base64(whole, 8)));
        assertRejected(signed(base64(whole, 16)));
        assertRejected(signed(base64(whole, whole.length - 1)));
        assertRejected(signed(base64(whole, whole.length - 16)));
    }

    /** Decrypting first would show in which failure comes out; decrypting never does not. */
    @Test
    void aWrongSignatureIsRejectedWhetherOrNotItCouldBeDecrypted() throws EnvelopeRejected {
        Envelope decryptable = envelopes.close(PLAIN, IV);
        String unsigned = "0".repeat(64);

        assertThat(envelopes.open(decryptable)).isEqualTo(PLAIN);
        assertRejected(new Envelope(decryptable.encryptedPayload(), unsigned));
        assertRejected(new Envelope("not base64 at all!", unsigned));
    }

    @Test
    void theFirstSecretClosesAndEachOpens() throws EnvelopeRejected {
        Envelopes changing = under(SECRET, OTHER_SECRET);

        assertThat(changing.close(PLAIN, IV)).isEqualTo(under(SECRET).close(PLAIN, IV));
        assertThat(changing.open(under(SECRET).close(PLAIN))).isEqualTo(PLAIN);
        assertThat(changing.open(under(OTHER_SECRET).close(PLAIN))).isEqualTo(PLAIN);
    }

    @Test
    void withoutASecretThereAreNoEnvelopes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Envelopes(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF8, 0123456789abcde, 15",
        "UTF8, 0123456789abcdef0, 17",
        "HEX, 00112233445566778899aabbccddee, 15",
        "BASE64, MDEyMzQ1Njc4OWFiY2Q=, 14"
    })
    void aKeyOfAWrongLengthIsRefusedNamingTheLengthAndNotTheKey(
            KeyEncoding encoding, String secret, int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvelopeKey.of(secret, encoding, encoding))
                .withMessageContaining(length + " bytes")
                .withMessageContaining(encoding.name())
                .satisfies(refusal -> assertThat(refusal.toString()).doesNotContain(secret));
    }

    @ParameterizedTest
    @CsvSource({"HEX, UTF8", "UTF8, HEX", "BASE64, UTF8", "UTF8, BASE64"})
    void aKeyInAnotherEncodingIsRefusedWithoutShowingIt(KeyEncoding aes, KeyEncoding hmac) {
        String secret = "not-in-hex-nor-in-base64-but-32!";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvelopeKey.of(secret, aes, hmac))
                .withNoCause()
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .contains("can't be read")
                        .doesNotContain("not-in"));
    }

    @Test
    void aKeyPrintsAsStars() {
        EnvelopeKey key = EnvelopeKey.of(SECRET, KeyEncoding.UTF8, KeyEncoding.UTF8);

        assertThat(key).hasToString("***");
        assertThat(envelopes.toString()).doesNotContain(SECRET);
    }

    private void assertRejected(Envelope envelope) {
        assertThatThrownBy(() -> envelopes.open(envelope))
                .isExactlyInstanceOf(EnvelopeRejected.class)
                .hasMessage("the envelope is not genuine")
                .hasNoCause()
                .hasNoSuppressedExceptions();
    }

    private static Envelopes under(String... secrets) {
        return new Envelopes(List.of(secrets).stream()
                .map(secret -> EnvelopeKey.of(secret, KeyEncoding.UTF8, KeyEncoding.UTF8))
                .toList());
    }

    /** Another character of the same alphabet in one place. */
    private static String flipped(String text, int place) {
        char flipped = text.charAt(place) == '0' ? '1' : '0';
        return text.substring(0, place) + flipped + text.substring(place + 1);
    }

    private static String base64(byte[] whole, int length) {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(whole, length));
    }

    private static Envelope signed(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(SECRET), "HmacSHA256"));
            return new Envelope(text, HexFormat.of().formatHex(mac.doFinal(bytes(text))));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
