package com.bananacards.cards;

import com.bananacards.cardholders.Cardholder;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationsConfig;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Finds the operation that a fact is of, for facts name none. */
record Causes(OperationsConfig settlement) {

    private static final String SUCCESS = "SUCCESS";
    private static final String FAILED = "FAILED";

    /**
     * The operation whose answer named this number. What the answer named may have been the operation and not the card, so
     * another cardholder's card, or a second one of the same operation, is not its.
     */
    static @Nullable Operation named(
            long number, OperationKind kind, @Nullable Cardholder owner, Scene scene) {
        Operation operation = scene.byIssuerRef(number, kind);
        boolean fits = operation != null
                && operation.cardId() == null
                && (owner == null || operation.cardholderId().equals(owner.id()));
        return fits ? operation : null;
    }

    /** The operation, unless it began after this happened. */
    @Nullable
    Operation open(@Nullable Operation open, Instant at) {
        return open != null && open.mayHaveCaused(at, settlement.clockSkew()) ? open : null;
    }

    /** The open operation of that kind that this success may be of, else one that it contradicts; or null. */
    @Nullable
    Operation ofSuccess(OperationKind kind, Card card, Instant at, Scene scene) {
        Operation open = open(scene.open(card, kind), at);
        return open == null ? calledFailed(scene.settled(card, kind), at) : open;
    }

    /**
     * Of these the one that was called failed for want of evidence, or by a person, and that this success contradicts; or
     * null. Whose success was told already is passed by, and so is whom the issuer itself refused.
     */
    @Nullable
    Operation calledFailed(List<Operation> newestFirst, Instant at) {
        return newestFirst.stream()
                .filter(one -> one.status().isSettled() && one.wasSent())
                .filter(one -> one.mayHaveCaused(at, settlement.clockSkew()))
                .filter(one -> one.begunAt().plus(settlement.lateEvidence()).isAfter(at))
                .filter(one -> !one.issuerSaid(SUCCESS) && !one.issuerSaid(FAILED))
                .findFirst()
                .filter(Operation::wasCalledFailed)
                .orElse(null);
    }

    /** A failure that nothing here had asked for: too late to matter, or not to be explained. */
    static Applied none(Card card, Instant at) {
        boolean late = card.factAt != null && !at.isAfter(card.factAt);
        return late ? Applied.SUPERSEDED : Applied.parked("no_open_operation");
    }
}
