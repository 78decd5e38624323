package com.bananacards.bananatech.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bananacards.testsupport.TestKeys;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.Mac;
import javax.crypto.MacSpi;

/** Looks at the crypto that opening an envelope asks for: every key's signature, and nothing decrypted before one fits. */
class EnvelopesOrderTest {

    private static final String FIRST = TestKeys.SECRET;
    private static final String SECOND = new StringBuilder(FIRST).reverse().toString();
    private static final byte[] PLAIN = "{\"card_id\":1}".getBytes(StandardCharsets.UTF_8);
    private static final AtomicInteger SIGNATURES = new AtomicInteger();
    private static final AtomicInteger DECRYPTIONS = new AtomicInteger();

    private final Envelopes both = under(FIRST, SECOND);
    private final Provider watching = new Watching();

    private static Envelopes under(String... secrets) {
        return new Envelopes(List.of(secrets).stream()
                .map(secret -> EnvelopeKey.of(secret, KeyEncoding.UTF8, KeyEncoding.UTF8))
                .toList());
    }

    @BeforeEach
    void watch() {
        SIGNATURES.set(0);
        DECRYPTIONS.set(0);
    }

    @AfterEach
    void stopWatching() {
        Security.removeProvider(watching.getName());
    }

    /** In a thread of its own: each keeps the instances that it once got. */
    private void opening(Envelope envelope, boolean genuine) {
        Security.insertProviderAt(watching, 1);
        CompletableFuture.runAsync(
                        () -> open(envelope, genuine),
                        work -> Thread.ofPlatform().start(work))
                .join();
    }

    private void open(Envelope envelope, boolean genuine) {
        if (genuine) {
            assertThatCode(() -> assertThat(both.open(envelope)).isEqualTo(PLAIN))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> both.open(envelope)).isInstanceOf(EnvelopeRejected.class);
        }
    }

    @Test
    void nothingIsDecryptedThatNoKeySigned() throws EnvelopeRejected {
        Envelope genuine = under(FIRST).close(PLAIN);

        opening(new Envelope(genuine.encryptedPayload(), "0".repeat(64)), false);

        assertThat(DECRYPTIONS).hasValue(0);
        assertThat(SIGNATURES).hasValue(2);
    }

    @Test
    void everyKeyIsTriedThoughTheFirstFits() throws EnvelopeRejected {
        opening(under(FIRST).close(PLAIN), true);

        assertThat(SIGNATURES).hasValue(2);
        assertThat(DECRYPTIONS).hasValue(1);
    }

    @Test
    void whatTheSecondKeySignedCostsTheSame() throws EnvelopeRejected {
        opening(under(SECOND).close(PLAIN), true);

        assertThat(SIGNATURES).hasValue(2);
        assertThat(DECRYPTIONS).hasValue(1);
    }

    /** Comes before the JDK's own, counts, and leaves the work to that. */
    private static final class Watching extends Provider {
        private static final long serialVersionUID = 1L;

        Watching() {
            super("Watching", "1", "counts");
            put("Mac.HmacSHA256", CountedMac.class.getName());
            put("Cipher.AES/CBC/PKCS5Padding", CountedCipher.class.getName());
        }
    }

    /** An HMAC of the JDK's, counted. */
    public static final class CountedMac extends MacSpi {

        private final Mac mac;

        public CountedMac() throws GeneralSecurityException {
            mac = Mac.getInstance("HmacSHA256", "SunJCE");
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters)
                throws java.security.InvalidKeyException {
            mac.init(key);
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            SIGNATURES.incrementAndGet();
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }

    /** AES-CBC of the JDK's, its decryptions counted. */
    public static final class CountedCipher extends CipherSpi {

        private final Cipher cipher;

        public CountedCipher() throws GeneralSecurityException {
            cipher = Cipher.getInstance("AES/CBC/PKCS5Padding", "SunJCE");
        }

        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String padding) {}

        @Override
        protected int engineGetBlockSize() {
            return cipher.getBlockSize();
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return cipher.getOutputSize(length);
        }

        @Override
        protected byte[] engineGetIV() {
            return cipher.getIV();
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return cipher.getParameters();
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random)
                throws java.security.InvalidKeyException {
            count(mode);
            cipher.init(mode, key, random);
        }

        @Override
        protected void engineInit(
                int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws java.security.InvalidKeyException,
                        java.security.InvalidAlgorithmParameterException {
            count(mode);
            cipher.init(mode, key, parameters, random);
        }

        @Override
        protected void engineInit(
                int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
                throws java.security.InvalidKeyException,
                        java.security.InvalidAlgorithmParameterException {
            count(mode);
            cipher.init(mode, key, parameters, random);
        }

        private static void count(int mode) {
            if (mode == Cipher.DECRYPT_MODE) {
                DECRYPTIONS.incrementAndGet();
            }
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            return cipher.update(input, offset, length);
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int at)
                throws javax.crypto.ShortBufferException {
            return cipher.update(input, offset, length, output, at);
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length)
                throws javax.crypto.IllegalBlockSizeException, javax.crypto.BadPaddingException {
            return cipher.doFinal(input, offset, length);
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int at)
                throws javax.crypto.ShortBufferException, javax.crypto.IllegalBlockSizeException,
                        javax.crypto.BadPaddingException {
            return cipher.doFinal(input, offset, length, output, at);
        }
    }
}
