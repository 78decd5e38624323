package com.bananacards.operations;

import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.sensitive.Fingerprint;
import com.bananacards.sensitive.Fingerprints;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys under which callers repeat their commands. Kept with the operation; of a body only a keyed digest is kept.
 * Every method runs within the caller's transaction.
 */
@ApplicationScoped
class IdempotencyKeys {

    private static final String CLAIM = """
        INSERT INTO idempotency_key (caller, route, key, digest, digest_key, operation_id, created_at)
        VALUES (:caller, :route, :key, :digest, :digestKey, :operation, :now) ON CONFLICT DO NOTHING\
        """;

    private static final String FIND = """
        SELECT digest, operation_id, status, body::text AS body FROM idempotency_key
        WHERE caller = :caller AND route = :route AND key = :key\
        """;

    private static final String ANSWER =
            "UPDATE idempotency_key SET status = :status, body = cast(cast(:body AS text) AS"
                    + " jsonb) WHERE operation_id = :operation";

    private final Fingerprints fingerprints;
    private final Clock clock;

    @Inject
    IdempotencyKeys(Fingerprints fingerprints, Clock clock) {
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /** What a key answers for. @param status null while the first request is still being sent */
    record Held(
            UUID operationId,
            @Nullable Integer status,
            @Nullable String body) {}

    /**
     * Takes the key for a new operation; empty when it is taken, else what it is held for.
     *
     * @throws Problem {@code idempotency_key_reused} when it is held for another body
     */
    Uni<Optional<Held>> claim(Origin origin, UUID operationId) {
        List<Fingerprint> digests = fingerprints.ofBody(origin.canonicalBody());
        Fingerprint digest = digests.getFirst();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CLAIM)
                        .setParameter("caller", origin.caller().subject())
                        .setParameter("route", origin.route())
                        .setParameter("key", origin.key())
                        .setParameter("digest", digest.bytes())
                        .setParameter("digestKey", digest.keyId())
                        .setParameter("operation", operationId)
                        .setParameter("now", now())
                        .executeUpdate())
                .chain(rows -> rows == 1
                        ? Uni.createFrom().item(Optional.<Held>empty())
                        : find(origin, digests).map(Optional::of));
    }

    private Uni<Held> find(Origin origin, List<Fingerprint> digests) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Tuple.class)
                        .setParameter("caller", origin.caller().subject())
                        .setParameter("route", origin.route())
                        .setParameter("key", origin.key())
                        .getSingleResult())
                .map(row -> held(row, digests));
    }

    /** A digest may be of any active key: a key's first request may have come before a rotation. */
    private Held held(Tuple row, List<Fingerprint> digests) {
        byte[] kept = row.get("digest", byte[].class);
        Fingerprint same = digests.stream()
                .filter(one -> MessageDigest.isEqual(kept, one.bytes()))
                .findFirst()
                .orElse(null);
        if (same == null) {
            throw Problem.of(
                    ProblemType.IDEMPOTENCY_KEY_REUSED, "This key was used with another body.");
        }
        fingerprints.found(same.keyId());
        Number status = row.get("status", Number.class);
        return new Held(
                row.get("operation_id", UUID.class),
                status == null ? null : status.intValue(),
                row.get("body", String.class));
    }

    /** Keeps the answer: from now on the key is answered with it. */
    Uni<Void> answer(UUID operationId, int status, String body) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ANSWER)
                        .setParameter("status", status)
                        .setParameter("body", body)
                        .setParameter("operation", operationId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Frees the key: nothing was sent, the same key may try again. */
    Uni<Void> release(UUID operationId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "DELETE FROM idempotency_key WHERE operation_id = :operation")
                        .setParameter("operation", operationId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Drops so many keys that were taken before this time, unless their operation is still open. */
    Uni<Integer> purgeOlderThan(Instant time, int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                    DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
                        SELECT k.ctid FROM idempotency_key k JOIN operation o ON o.id = k.operation_id
                        WHERE k.created_at < :time AND o.settled_at IS NOT NULL LIMIT :most))\
                    """)
                        .setParameter("time", time.atOffset(ZoneOffset.UTC))
                        .setParameter("most", most)
                        .executeUpdate());
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
