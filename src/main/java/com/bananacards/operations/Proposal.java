package com.bananacards.operations;

import com.fasterxml.jackson.annotation.JsonFormat;

import io.quarkus.runtime.annotations.RegisterForReflection;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import java.time.Instant;

/**
 * What a first person decided about an operation in review. It holds when a second one decides the same.
 *
 * @param by the token's subject
 */
@Embeddable
@RegisterForReflection
public record Proposal(
        @Enumerated(EnumType.STRING) @Column(name = "proposed_outcome")
        OperationStatus outcome,

        @Column(name = "proposed_reason") String reason,
        @Column(name = "proposed_by") String by,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Column(name = "proposed_at")
        Instant at) {

    /** True when this decision of somebody's is the second of its kind. */
    boolean isAgreedTo(OperationStatus also, String another) {
        return outcome == also && !by.equals(another);
    }

    boolean isRepeatedBy(OperationStatus again, String who) {
        return outcome == again && by.equals(who);
    }
}
