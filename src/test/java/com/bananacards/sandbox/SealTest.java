package com.bananacards.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.Locale;

class SealTest {

    private static final String SECRET = "00112233445566778899aabbccddeeff";
    private static final String PLAINTEXT = "{\"user_id\":12345,\"card_id\":67890}";
    private static final byte[] IV = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final String PAYLOAD_A = "AAECAwQFBgcICQoLDA0OD9ECrRscKU9A1qFBG0t8NM+bTPenD7Mkv"
            + "JnHXofrpG56nDB/wqWnScVRby1au62A8A==";
    private static final String PAYLOAD_B = "AAECAwQFBgcICQoLDA0ODx814xupaLWrSsOb2u0iFRujujck1QzOe"
            + "1JkFEmhcqltx30ptbGaOHzVq/HR9iKJAA==";

    private static Seal seal(KeyEncoding aes, KeyEncoding hmac) {
        return new Seal(SECRET, aes, hmac);
    }

    @Test
    void readingATakesTheTextItselfAsBothKeys() {
        Seal seal = seal(KeyEncoding.UTF8, KeyEncoding.UTF8);
        assertThat(seal.seal(PLAINTEXT, IV)).isEqualTo(PAYLOAD_A);
        assertThat(seal.sign(PAYLOAD_A))
                .isEqualTo("ba0eeabba39a5d534da1d55cf976c0507e254d7631edf7dbfc763d386f9df931");
        assertThat(seal.open(PAYLOAD_A)).isEqualTo(PLAINTEXT);
    }

    @Test
    void readingBDecodesBothKeysFromHex() {
        Seal seal = seal(KeyEncoding.HEX, KeyEncoding.HEX);
        assertThat(seal.seal(PLAINTEXT, IV)).isEqualTo(PAYLOAD_B);
        assertThat(seal.sign(PAYLOAD_B))
                .isEqualTo("df1e383f6355e75abfda6d285359546464435579ba4da487dc28fe8cea5d0d8b");
    }

    @Test
    void readingDDecodesTheAesKeyAndSignsWithTheText() {
        Seal seal = seal(KeyEncoding.HEX, KeyEncoding.UTF8);
        assertThat(seal.seal(PLAINTEXT, IV)).isEqualTo(PAYLOAD_B);
        assertThat(seal.sign(PAYLOAD_B))
                .isEqualTo("7cfd9800abec1bc3272b2fb8a36e2c62f0f7509497712eb0aa53d50ab1d02073");
    }

    @Test
    void everyEnvelopeHasItsOwnIv() {
        Seal seal = seal(KeyEncoding.UTF8, KeyEncoding.UTF8);
        assertThat(seal.seal(PLAINTEXT)).isNotEqualTo(seal.seal(PLAINTEXT));
        assertThat(seal.open(seal.seal("Bärlauch, 銀行"))).isEqualTo("Bärlauch, 銀行");
    }

    @Test
    void aSignatureCountsInEitherCaseAndNoOther() {
        Seal seal = seal(KeyEncoding.UTF8, KeyEncoding.UTF8);
        String hmac = seal.sign(PAYLOAD_A);
        assertThat(seal.genuine(PAYLOAD_A, hmac.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(seal.genuine(PAYLOAD_A + " ", hmac)).isFalse();
        assertThat(seal.genuine(PAYLOAD_A, "")).isFalse();
    }

    @Test
    void aPayloadThatIsNoEnvelopeIsMalformed() {
        Seal seal = seal(KeyEncoding.UTF8, KeyEncoding.UTF8);
        for (String payload :
                new String[] {"", "!", "AAEC", PAYLOAD_A.substring(0, 60), PAYLOAD_B}) {
            assertThatThrownBy(() -> seal.open(payload)).isInstanceOf(BadEnvelope.class);
        }
    }

    @Test
    void aKeyOfTheWrongLengthOrAlphabetIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> new Seal("seventeen letters", KeyEncoding.UTF8, KeyEncoding.UTF8))
                .hasMessage("the AES key has 17 bytes");
        assertThatThrownBy(() -> new Seal("top secret", KeyEncoding.HEX, KeyEncoding.UTF8))
                .hasMessage("the secret key is not HEX")
                .hasNoCause();
    }
}
