package com.bananacards.webhooks;

import com.bananacards.bananatech.Reading;

import java.time.Instant;
import java.util.UUID;

/** A delivery taken out of the inbox to be applied. */
record Claimed(UUID id, String type, Source source, int attempts, Reading reading)
        implements Comparable<Claimed> {

    private static final Instant NO_TIME = Instant.EPOCH;

    /** By the issuer's time, then by arrival: the order in which most of it happened. */
    @Override
    public int compareTo(Claimed other) {
        int byTime = at().compareTo(other.at());
        return byTime != 0 ? byTime : id.compareTo(other.id);
    }

    private Instant at() {
        return reading instanceof Reading.Read read && read.fact().at() != null
                ? read.fact().at()
                : NO_TIME;
    }
}
