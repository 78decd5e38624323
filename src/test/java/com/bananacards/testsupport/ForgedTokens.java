package com.bananacards.testsupport;

import io.smallrye.jwt.build.JwtClaimsBuilder;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that must open nothing, each for a reason of its own. */
final class ForgedTokens {

    private static final KeyPair ATTACKER = TestKeys.rsa();
    private static final String GOOD_CLAIMS = claims("\"groups\":[\"merchant\",\"operator\"],");

    private static final List<Function<Random, String>> KINDS = List.of(
            random -> unsigned(pick(random, "none", "None", "NONE", "nOnE", "")),
            random -> macWithThePublicKey(random.nextInt(3)),
            random -> Tokens.expired(),
            random -> good().issuer("https://id.evil.example").sign(key()),
            random -> good().audience("another-service").sign(key()),
            random -> good().audience(Set.of()).sign(key()),
            random -> good().sign(ATTACKER.getPrivate()),
            random -> good().jws()
                    .header("jwk", Map.of("kty", "RSA", "n", modulus(), "e", "AQAB"))
                    .sign(ATTACKER.getPrivate()),
            random -> good().jws()
                    .header("jku", "http://127.0.0.1:1/keys")
                    .keyId(pick(random, "../../../dev/null", "' OR 1=1 --", "a\nb", "0"))
                    .sign(ATTACKER.getPrivate()),
            random -> good().jws().header("crit", List.of("exp2")).sign(key()),
            random -> good().claim("padding", "x".repeat(9_000)).sign(ATTACKER.getPrivate()),
            random -> good().claim("padding", "x".repeat(12_000)).audience("x").sign(key()),
            random -> good().claim("padding", "x".repeat(30_000)).sign(key()),
            random -> withOneByteChanged(good().sign(key()), random),
            random -> good().sign(key()).replaceAll("\\.[^.]*$", "."),
            random ->
                    good().sign(key()).replaceAll("\\.[^.]*\\.", "." + encoded(GOOD_CLAIMS) + "."),
            random -> good().sign(key()) + "." + encoded("more"),
            random -> encoded("{\"alg\":\"RS256\"}") + "." + encoded("no json") + ".AAAA",
            random -> "ey".repeat(1 + random.nextInt(2_000)),
            random -> "a.b.c.d.e",
            random -> " ");

    private ForgedTokens() {}

    static String next(Random random) {
        return KINDS.get(random.nextInt(KINDS.size())).apply(random);
    }

    private static JwtClaimsBuilder good() {
        return Tokens.of("test-merchant")
                .groups(Set.of("merchant", "operator"))
                .expiresIn(Duration.ofHours(1));
    }

    private static java.security.PrivateKey key() {
        return TestKeys.tokens().getPrivate();
    }

    private static String modulus() {
        byte[] modulus = ((RSAPublicKey) ATTACKER.getPublic()).getModulus().toByteArray();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(modulus);
    }

    private static String claims(String groups) {
        long later = Instant.now().plus(Duration.ofHours(1)).getEpochSecond();
        return "{\"sub\":\"test-merchant\"," + groups + "\"iss\":\"" + Tokens.ISSUER
                + "\",\"aud\":\"" + Tokens.AUDIENCE + "\",\"exp\":" + later + "}";
    }

    private static String unsigned(String algorithm) {
        return encoded("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "."
                + encoded(GOOD_CLAIMS) + ".";
    }

    /** The old confusion: the public key, which everybody knows, taken for a secret. */
    private static String macWithThePublicKey(int form) {
        byte[] encoded = TestKeys.tokens().getPublic().getEncoded();
        String base64 = TestKeys.tokenPublicKey();
        byte[] secret = switch (form) {
            case 0 -> encoded;
            case 1 -> base64.getBytes(StandardCharsets.US_ASCII);
            default ->
                ("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII);
        };
        String text = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(GOOD_CLAIMS);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    /** Not in the last letter, of which some bits mean nothing. */
    private static String withOneByteChanged(String token, Random random) {
        int at = random.nextInt(token.length() - 1);
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    private static String pick(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
