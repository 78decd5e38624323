package com.bananacards.webhooks;

import com.bananacards.bananatech.EventType;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.Reading;
import com.bananacards.sensitive.Masking;
import com.bananacards.sensitive.Sealing;
import com.bananacards.time.Ids;
import com.bananacards.tracing.Traces;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Makes arrivals of verified plaintexts. */
@Singleton
class Arrivals {

    private static final int DIGEST_BYTES = 24;

    private final IssuerFacts facts;
    private final Sealing sealing;
    private final InboxConfig config;
    private final Clock clock;

    @Inject
    Arrivals(IssuerFacts facts, Sealing sealing, InboxConfig config, Clock clock) {
        this.facts = facts;
        this.sealing = sealing;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A delivery to be stored.
     *
     * @param identity what makes this delivery the same one when it comes again
     */
    Arrival of(
            String type, byte[] plain, String identity, Source source, @Nullable String requestId) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        IssuerFacts.Heard heard = switch (source) {
            case WEBHOOK -> facts.hear(type, plain);
            case BACKFILL, REBUILD -> new IssuerFacts.Heard(facts.readRecord(type, plain), 0);
        };
        Reading reading = heard.reading();
        Instant at = reading instanceof Reading.Read read ? read.fact().at() : null;
        return new Arrival(
                id,
                fingerprint(at, source + "|" + type + "|" + identity),
                safe(type),
                source,
                reading,
                heard.unknownMembers(),
                sealing.seal(plain, row(id)),
                now,
                at,
                requestId,
                Traces.here(),
                OneTimeCodes.until(type, reading, plain, now, config.codeRetention())
                        .orElse(null));
    }

    /** A type is the sender's word, so an unknown one may hold anything, the digits of a card number too. */
    private static String safe(String type) {
        return EventType.named(type).isPresent() ? type : Masking.text(type);
    }

    /** The row identity to which a payload is sealed. */
    static byte[] row(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** The type is part of it: the envelope does not sign its type, and a swapped one must not hide the true one. */
    private static byte[] fingerprint(@Nullable Instant at, String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(identity.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(Long.BYTES + DIGEST_BYTES)
                    .putLong(at == null ? 0 : at.toEpochMilli())
                    .put(digest, 0, DIGEST_BYTES)
                    .array();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
