package com.bananacards.webhooks;

import com.bananacards.bananatech.Reading;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery taken out of the inbox to be applied.
 *
 * @param key its fingerprint: where its partition is
 * @param receivedAt when it came
 * @param trace the place in a trace under which it came; null when that is not traced
 */
record Claimed(
        UUID id,
        Buffer key,
        String type,
        Source source,
        int attempts,
        Reading reading,
        @Nullable Instant receivedAt,
        @Nullable String trace)
        implements Comparable<Claimed> {

    private static final Instant NO_TIME = Instant.EPOCH;

    /** One that is not traced, and in no table. */
    Claimed(UUID id, String type, Source source, int attempts, Reading reading) {
        this(id, Buffer.buffer(), type, source, attempts, reading, null, null);
    }

    /** The same, read otherwise. */
    Claimed with(Reading another) {
        return new Claimed(id, key, type, source, attempts, another, receivedAt, trace);
    }

    /**
     * By the issuer's time, then by arrival: the order in which most of it happened. What a rebuild read goes before
     * the same that came otherwise, for it brings its operation with it.
     */
    @Override
    public int compareTo(Claimed other) {
        int byTime = at().compareTo(other.at());
        int bySource = Boolean.compare(other.isRebuilt(), isRebuilt());
        int byArrival = bySource != 0 ? bySource : id.compareTo(other.id);
        return byTime != 0 ? byTime : byArrival;
    }

    private boolean isRebuilt() {
        return source == Source.REBUILD;
    }

    private Instant at() {
        return reading instanceof Reading.Read read && read.fact().at() != null
                ? read.fact().at()
                : NO_TIME;
    }
}
