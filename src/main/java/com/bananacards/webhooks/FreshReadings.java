package com.bananacards.webhooks;

import com.bananacards.bananatech.Reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * What was made of the deliveries that this replica stored, until it claims them: so the worker need not fetch, open and
 * read their payloads again. The row decides what is claimed; a reading that is not here is made of the payload. None
 * with a card number is kept.
 */
@ApplicationScoped
class FreshReadings {

    /** The oldest first. */
    private final SequencedMap<UUID, Kept> kept = new LinkedHashMap<>();

    private final int most;
    private final long nanos;
    private final LongSupplier clock;

    @Inject
    FreshReadings(InboxConfig config) {
        this(config.readingsKept(), config.readingsKeptFor(), System::nanoTime);
    }

    FreshReadings(int most, Duration keptFor, LongSupplier clock) {
        this.most = most;
        this.nanos = keptFor.toNanos();
        this.clock = clock;
    }

    private record Kept(Reading reading, long since) {}

    /**
     * In a backlog the oldest is the next to be claimed, so a new one does not take its place; only those make room that
     * another replica must have claimed long ago.
     */
    synchronized void keep(Arrival stored) {
        long now = clock.getAsLong();
        while (!kept.isEmpty() && now - kept.firstEntry().getValue().since() > nanos) {
            kept.pollFirstEntry();
        }
        if (kept.size() < most && !isSecret(stored.reading())) {
            kept.put(stored.id(), new Kept(stored.reading(), now));
        }
    }

    private static boolean isSecret(Reading reading) {
        return switch (reading) {
            case Reading.Read read -> read.fact().carriesCardNumber();
            case Reading.Doubtful doubtful -> doubtful.claimed().fact().carriesCardNumber();
            case Reading.Unreadable ignored -> false;
        };
    }

    /** Once; null when it is not here. */
    synchronized @Nullable Reading take(UUID id) {
        Kept one = kept.remove(id);
        return one == null ? null : one.reading();
    }
}
