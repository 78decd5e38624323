package com.bananacards.guard;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Whether operations of a kind may begin.
 *
 * @param stopped by an operator, for all replicas; what {@code guard.stopped-kinds} stops is not shown here
 */
@RegisterForReflection
public record KindSwitch(
        StoppableKind kind,
        boolean stopped,
        @Nullable String reason,
        @JsonProperty("stopped_by") @Nullable String stoppedBy,
        @JsonProperty("stopped_at") @Nullable Instant stoppedAt) {

    static KindSwitch on(StoppableKind kind) {
        return new KindSwitch(kind, false, null, null, null);
    }
}
