package com.bananacards.operations;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** When things happened to an operation, and when the next one is due. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // by Hibernate, or by the operation's own constructor
abstract class OperationTimes extends PanacheEntityBase {

    @Column(name = "created_at")
    Instant createdAt;

    /** From when it counts against the day's caps: asked for, or approved. */
    @Column(name = "begun_at")
    Instant begunAt;

    /** It waits for a second person until then; null when it does not. */
    @Column(name = "held_until")
    @Nullable
    Instant heldUntil;

    @Column(name = "sent_at")
    @Nullable
    Instant sentAt;

    /** When its call got no answer. */
    @Column(name = "answer_lost_at")
    @Nullable
    Instant answerLostAt;

    @Column(name = "settled_at")
    @Nullable
    Instant settledAt;

    /** When it was put in place by a rebuild; null for one that was asked for here. */
    @Column(name = "restored_at")
    @Nullable
    Instant restoredAt;

    @Column(name = "next_check_at")
    @Nullable
    Instant nextCheckAt;

    int checks;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** For Hibernate. */
    OperationTimes() {}

    void begins(Instant now, Instant nextCheck) {
        createdAt = now;
        begunAt = now;
        updatedAt = now;
        nextCheckAt = nextCheck;
    }

    void isNow(OperationStatus status, Instant now, Instant nextCheck) {
        updatedAt = now;
        nextCheckAt = OperationStatus.CHECKED.contains(status) ? nextCheck : null;
        settledAt = status.isSettled() ? now : null;
        answerLostAt = status == OperationStatus.UNKNOWN ? now : answerLostAt;
        heldUntil = null;
    }

    /** Nothing is sent before a second person approved it; nobody looks after it before this time is over. */
    void hold(Instant until) {
        heldUntil = until;
        nextCheckAt = until;
    }

    /** It begins now, as if it were new. */
    void beginsAnew(Instant now, Instant nextCheck) {
        heldUntil = null;
        begunAt = now;
        updatedAt = now;
        nextCheckAt = nextCheck;
    }

    /** True while it waits for a second person: then nothing was sent, and nothing that is told is about it. */
    public boolean isHeld() {
        return heldUntil != null;
    }

    /** The next time settlement looks at it. */
    public void checkAt(Instant at) {
        if (nextCheckAt != null) {
            nextCheckAt = at;
            checks++;
        }
    }

    /** True when the call was made, whether or not an answer came. */
    public boolean wasSent() {
        return sentAt != null;
    }

    /** When it was asked for, or approved: nothing of it can have happened before. */
    public Instant begunAt() {
        return begunAt;
    }

    /** False for what happened before it began: that is another one's result. Nothing is one's that was not sent yet. */
    public boolean mayHaveCaused(Instant what, Duration clockSkew) {
        return !isHeld() && !what.isBefore(begunAt.minus(clockSkew));
    }

    public int checks() {
        return checks;
    }
}
