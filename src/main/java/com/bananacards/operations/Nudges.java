package com.bananacards.operations;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Has an operation checked soon because somebody looks at it. However often they look, each one is checked at most
 * once in {@code settlement.nudge-every}.
 */
@ApplicationScoped
public class Nudges {

    private final OperationsConfig config;
    private final Clock clock;

    @Inject
    Nudges(OperationsConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** A look at an operation that waits for a check that is far away. */
    public Uni<Void> seen(Operation operation) {
        Instant soon = clock.instant().plus(config.nudgeEvery());
        Instant next = operation.nextCheckAt;
        return operation.isHeld() || next == null || !next.isAfter(soon)
                ? Uni.createFrom().voidItem()
                : Panache.withTransaction(() -> bringForward(operation.id, soon));
    }

    /** Only ever to an earlier time, so that looking again puts nothing off. */
    private static Uni<Void> bringForward(UUID id, Instant soon) {
        return Operation.update("nextCheckAt = ?1 where id = ?2 and nextCheckAt > ?1", soon, id)
                .replaceWithVoid();
    }
}
