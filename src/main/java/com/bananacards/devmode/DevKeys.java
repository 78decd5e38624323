package com.bananacards.devmode;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import java.util.UUID;

/** The keys of one developer's checkout: made on the first start, kept beside the data that they seal. */
final class DevKeys {

    private static final int RSA_BITS = 2048;
    private static final int SECRET_BYTES = 16;
    private static final int DATA_KEY_BYTES = 32;

    private final Properties values;

    private DevKeys(Properties values) {
        this.values = values;
    }

    static DevKeys in(Path folder) {
        Path file = folder.resolve("keys.properties");
        Properties values = new Properties();
        try {
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    values.load(reader);
                }
            } else {
                generate(values);
                Files.createDirectories(folder);
                try (Writer writer = Files.newBufferedWriter(file)) {
                    values.store(writer, "Development keys; worthless anywhere else");
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return new DevKeys(values);
    }

    private static void generate(Properties values) {
        SecureRandom random = new SecureRandom();
        values.setProperty("merchant-id", UUID.randomUUID().toString());
        values.setProperty("secret-key", HexFormat.of().formatHex(bytes(random, SECRET_BYTES)));
        values.setProperty("data-key", "dev-1:" + base64(bytes(random, DATA_KEY_BYTES)));
        values.setProperty("fingerprint-key", base64(bytes(random, DATA_KEY_BYTES)));
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS, random);
            KeyPair pair = generator.generateKeyPair();
            values.setProperty("token-public-key", base64(pair.getPublic().getEncoded()));
            values.setProperty("token-private-key", base64(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    String get(String name) {
        return values.getProperty(name);
    }

    PrivateKey tokenSigner() {
        try {
            byte[] encoded = Base64.getDecoder().decode(get("token-private-key"));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the development keys are broken; delete them", broken);
        }
    }

    private static byte[] bytes(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
