package com.bananacards.sensitive;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opens what a browser encrypted for this service alone: a compact JWE (RFC 7516), RSA-OAEP-256 and A256GCM, whose
 * plaintext says what it is, whose, and when it was made. The first key is published, all open.
 *
 * <p>One way of encrypting, so that nobody can choose a weaker one. What does not open is refused in one way.
 */
@Singleton
public class BrowserKeys {

    static final String KEY_ALGORITHM = KeyManagementAlgorithmIdentifiers.RSA_OAEP_256;

    private static final String CONTENT = ContentEncryptionAlgorithmIdentifiers.AES_256_GCM;
    private static final Set<String> HEADERS = Set.of("alg", "enc", "kid", "typ", "cty");
    private static final JsonMapper MAPPER = ForgetfulJson.mapper()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, BrowserKey> keys = new LinkedHashMap<>();
    private final Duration maxAge;
    private final Duration clockSkew;
    private final Duration kept;
    private final KeyUses uses;
    private final Clock clock;

    @Inject
    BrowserKeys(SensitiveConfig config, KeyUses uses, Clock clock) {
        config.jweKeys().orElse(List.of()).stream()
                .map(BrowserKey::parse)
                .forEach(key -> keys.put(key.id(), key));
        this.maxAge = config.jweMaxAge();
        this.clockSkew = config.jweClockSkew();
        this.kept = config.jweKeysKept();
        this.uses = uses;
        this.clock = clock;
        uses.configured(KeyKind.BROWSER, List.copyOf(keys.keySet()));
    }

    /** Says no to what was encrypted; the message tells the caller why, and nothing of what was in it. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }

        /** Why, for the caller. */
        public String words() {
            return String.valueOf(getMessage());
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with a key, never showing it */
    public static void check(List<String> configured) {
        configured.forEach(BrowserKey::parse);
    }

    /** The key to encrypt to, or none: then nothing encrypted is taken. */
    public List<PublishedKey> published() {
        return keys.values().stream().limit(1).map(BrowserKey::published).toList();
    }

    /** How long the published key may be used before it is read again. */
    public Duration kept() {
        return kept;
    }

    /**
     * The secret in a JWE.
     *
     * @param member the secret's name within, such as {@code pin}
     * @param subject whose it must be: what it was made for can't be used for another card or cardholder
     */
    public String open(String compact, String member, String subject) throws Refused {
        if (keys.isEmpty()) {
            throw new Refused("no key is published here; see GET /v1/keys");
        }
        JsonNode claims = decrypted(compact);
        if (!claims.path("sub").asText().equals(subject) || !claims.path(member).isTextual()) {
            throw new Refused("was encrypted for something else");
        }
        mustBeFresh(claims.path("iat"));
        return claims.path(member).textValue();
    }

    private void mustBeFresh(JsonNode issuedAt) throws Refused {
        if (!issuedAt.isIntegralNumber() || !issuedAt.canConvertToLong()) {
            throw new Refused("does not say when it was made: iat, in seconds since 1970");
        }
        long now = clock.instant().getEpochSecond();
        long made = issuedAt.longValue();
        boolean fresh = made >= Instant.ofEpochSecond(now).minus(maxAge).getEpochSecond()
                && made <= Instant.ofEpochSecond(now).plus(clockSkew).getEpochSecond();
        if (!fresh) {
            throw new Refused("is too old, or from the future: encrypt it again");
        }
    }

    private JsonNode decrypted(String compact) throws Refused {
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setAlgorithmConstraints(
                    new AlgorithmConstraints(ConstraintType.PERMIT, KEY_ALGORITHM));
            jwe.setContentEncryptionAlgorithmConstraints(
                    new AlgorithmConstraints(ConstraintType.PERMIT, CONTENT));
            jwe.setCompactSerialization(compact);
            BrowserKey key = keys.get(String.valueOf(jwe.getKeyIdHeaderValue()));
            if (key == null || !hasKnownHeadersOnly(jwe)) {
                throw new Refused("is not encrypted to a key of GET /v1/keys");
            }
            jwe.setKey(key.privateKey());
            JsonNode claims = MAPPER.readTree(jwe.getPlaintextBytes());
            uses.used(KeyKind.BROWSER, key.id());
            return claims;
        } catch (JoseException | IOException | RuntimeException unreadable) {
            // A crafted text may make the library throw anything.
            throw new Refused("is not encrypted to a key of GET /v1/keys");
        }
    }

    /** No compression, no keys from elsewhere, nothing critical that is not understood. */
    private static boolean hasKnownHeadersOnly(JsonWebEncryption jwe) throws IOException {
        JsonNode header = MAPPER.readTree(jwe.getHeaders().getFullHeaderAsJsonString());
        for (var names = header.fieldNames(); names.hasNext(); ) {
            if (!HEADERS.contains(names.next())) {
                return false;
            }
        }
        return true;
    }
}
