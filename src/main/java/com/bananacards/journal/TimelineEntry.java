package com.bananacards.journal;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One entry of a card's timeline.
 *
 * @param position grows with time; give it back as {@code after} to go on
 */
public record TimelineEntry(
        long position,
        Instant at,
        String kind,
        String summary,
        @JsonProperty("operation_id") @Nullable UUID operationId,
        Map<String, Object> data) {

    static TimelineEntry of(JournalLine line) {
        return new TimelineEntry(
                line.position, line.at, line.kind, line.summary, line.operationId, line.details());
    }
}
