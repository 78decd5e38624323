package com.bananacards.sensitive;

import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.keys.BigEndianBigInteger;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** One RSA key pair for what browsers encrypt, named by the thumbprint of its public half (RFC 7638). */
final class BrowserKey {

    private static final int SHORTEST_BITS = 2048;
    private static final int LONGEST_BITS = 4096;

    private final String id;
    private final PrivateKey privateKey;
    private final RSAPublicKey publicKey;

    private BrowserKey(RSAPrivateCrtKey pair) throws GeneralSecurityException {
        privateKey = pair;
        publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(pair.getModulus(), pair.getPublicExponent()));
        id = new RsaJsonWebKey(publicKey).calculateBase64urlEncodedThumbprint("SHA-256");
    }

    /** @throws IllegalArgumentException naming the fault, never the key */
    static BrowserKey parse(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64.strip());
            PrivateKey key =
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (key instanceof RSAPrivateCrtKey pair && isLongEnough(pair.getModulus())) {
                return new BrowserKey(pair);
            }
        } catch (IllegalArgumentException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("a key is no RSA private key in PKCS#8", null);
        }
        throw new IllegalArgumentException("an RSA key has 2048 to 4096 bits", null);
    }

    private static boolean isLongEnough(BigInteger modulus) {
        return modulus.bitLength() >= SHORTEST_BITS && modulus.bitLength() <= LONGEST_BITS;
    }

    String id() {
        return id;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    PublishedKey published() {
        return new PublishedKey(
                "RSA",
                id,
                "enc",
                BrowserKeys.KEY_ALGORITHM,
                BigEndianBigInteger.toBase64Url(publicKey.getModulus()),
                BigEndianBigInteger.toBase64Url(publicKey.getPublicExponent()));
    }

    @Override
    public String toString() {
        return "BrowserKey " + id + " ***";
    }
}
