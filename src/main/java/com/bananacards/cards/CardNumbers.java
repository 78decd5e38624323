package com.bananacards.cards;

import com.bananacards.operations.OperationRows;
import com.bananacards.operations.SeenPan;
import com.bananacards.sensitive.Fingerprints;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.nio.ByteBuffer;

/**
 * Finds card numbers by their traces under every active key. While there are several, two replicas may keep traces
 * of different ones: what the database's own rule can't see then is kept out by a lock on which they agree.
 */
@ApplicationScoped
class CardNumbers {

    private static final String LOCK = "SELECT pg_advisory_xact_lock(:number)";

    private static final String RENEW =
            "update Card set panFingerprint = ?1, panKey = ?2 where panFingerprint in ?3";

    private final Fingerprints fingerprints;

    @Inject
    CardNumbers(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** True when a card or an open assignment has this number. Within the caller's transaction. */
    Uni<Boolean> isTaken(SeenPan pan) {
        return (pan.fingerprints().size() > 1 ? lock(pan) : Uni.createFrom().voidItem())
                .chain(() -> Card.count("panFingerprint in ?1", pan.digests()))
                .chain(cards -> cards > 0
                        ? Uni.createFrom().item(true)
                        : OperationRows.openAssignmentOf(pan.digests()));
    }

    private static Uni<Void> lock(SeenPan pan) {
        long number = ByteBuffer.wrap(pan.agreed()).getLong();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK)
                        .setParameter("number", number)
                        .getResultList())
                .replaceWithVoid();
    }

    /** The number is seen again: a trace of it under an older key is made anew under the first. */
    Uni<Void> renew(SeenPan pan) {
        if (pan.fingerprints().size() == 1) {
            return Uni.createFrom().voidItem();
        }
        var first = pan.fingerprints().getFirst();
        return Panache.withTransaction(() -> Card.update(
                        RENEW,
                        first.bytes(),
                        first.keyId(),
                        pan.digests().subList(1, pan.digests().size())))
                .invoke(renewed -> {
                    if (renewed > 0) {
                        fingerprints.found(first.keyId());
                    }
                })
                .replaceWithVoid();
    }
}
