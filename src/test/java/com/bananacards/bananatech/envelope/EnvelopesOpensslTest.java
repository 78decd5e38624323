package com.bananacards.bananatech.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another implementation reads what we write and writes what we read. Needs the {@code openssl} command. */
class EnvelopesOpensslTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String IV = "0f0e0d0c0b0a09080706050403020100";
    private static final byte[] PLAIN = bytes("{\"card_id\":67890,\"note\":\"déjà vu\"}");

    /** The three readings of a key, each with a secret of 32 AES bytes in it. */
    private enum Reading {
        TEXT(KeyEncoding.UTF8, "an example secret of 32 letters."),
        HEX_DIGITS(KeyEncoding.HEX, "00112233445566778899aabbccddeeff".repeat(2)),
        BASE64(KeyEncoding.BASE64, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

        private final KeyEncoding encoding;
        private final String secret;

        Reading(KeyEncoding encoding, String secret) {
            this.encoding = encoding;
            this.secret = secret;
        }

        Envelopes envelopes() {
            return new Envelopes(List.of(EnvelopeKey.of(secret, encoding, encoding)));
        }

        String keyInHex() {
            return HEX.formatHex(encoding.decode(secret));
        }
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void opensslReadsWhatWeClose(Reading reading) throws Exception {
        Envelope closed = reading.envelopes().close(PLAIN);
        byte[] whole = Base64.getDecoder().decode(closed.encryptedPayload());
        String iv = HEX.formatHex(whole, 0, 16);
        byte[] ciphertext = Arrays.copyOfRange(whole, 16, whole.length);

        assertThat(aes("-d", reading, iv, ciphertext)).isEqualTo(PLAIN);
        assertThat(closed.hmac()).isEqualTo(hmac(reading, closed.encryptedPayload()));
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void weReadWhatOpensslCloses(Reading reading) throws Exception {
        byte[] ciphertext = aes("-e", reading, IV, PLAIN);
        byte[] whole = HEX.parseHex(IV + HEX.formatHex(ciphertext));
        String text = Base64.getEncoder().encodeToString(whole);

        Envelope closed = new Envelope(text, hmac(reading, text));

        assertThat(reading.envelopes().open(closed)).isEqualTo(PLAIN);
    }

    @Test
    void opensslSignsWithTheTextOfTheSecretToo() throws Exception {
        Envelope closed = Reading.TEXT.envelopes().close(PLAIN);
        String printed = run(
                closed.encryptedPayload(), "dgst", "-sha256", "-hmac", Reading.TEXT.secret, "-r");

        assertThat(printed.split(" ")[0]).isEqualTo(closed.hmac());
    }

    private static byte[] aes(String direction, Reading reading, String iv, byte[] in)
            throws IOException, InterruptedException {
        return run(in, "enc", direction, "-aes-256-cbc", "-K", reading.keyInHex(), "-iv", iv);
    }

    private static String hmac(Reading reading, String text)
            throws IOException, InterruptedException {
        String key = "hexkey:" + reading.keyInHex();
        return run(text, "dgst", "-sha256", "-mac", "HMAC", "-macopt", key, "-r")
                .split(" ")[0];
    }

    private static String run(String in, String... arguments)
            throws IOException, InterruptedException {
        return new String(run(bytes(in), arguments), StandardCharsets.UTF_8);
    }

    private static byte[] run(byte[] in, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder openssl = new ProcessBuilder("openssl");
        openssl.command().addAll(List.of(arguments));
        Process process = openssl.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(in);
        }
        try (InputStream stdout = process.getInputStream()) {
            byte[] out = stdout.readAllBytes();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return out;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
