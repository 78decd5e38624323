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
 * read their payloads again. The row decides what is claimed; a reading that is not here is made of the payload. Only
 * facts without a card number and without words of the issuer's are kept, which may quote a code or a PIN.
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

    /** In a backlog the oldest is the next to be claimed, so a new one does not take its place. */
    synchronized void keep(Arrival stored) {
        dropOld();
        if (kept.size() < most && mayBeKept(stored)) {
            kept.put(stored.id(), new Kept(stored.reading(), clock.getAsLong()));
        }
    }

    private static boolean mayBeKept(Arrival stored) {
        return stored.codeUntil() == null
                && stored.reading() instanceof Reading.Read read
                && read.fact().isWordless();
    }

    /** Lets go of what has been here for its time: another replica has claimed it, or the backlog is longer than that. */
    synchronized void dropOld() {
        long now = clock.getAsLong();
        while (!kept.isEmpty() && now - kept.firstEntry().getValue().since() > nanos) {
            kept.pollFirstEntry();
        }
    }

    /** Once; null when it is not here. */
    synchronized @Nullable Reading take(UUID id) {
        dropOld();
        Kept one = kept.remove(id);
        return one == null ? null : one.reading();
    }
}
