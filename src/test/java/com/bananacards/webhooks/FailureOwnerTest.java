package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.FactsInMemory;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.CardholdersInMemory;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationsInMemory;
import com.bananacards.operations.Reason;
import com.bananacards.time.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Whose failure it is. A failure names no operation, and may come long after another one was begun: it must never end
 * what had not begun when it happened.
 */
class FailureOwnerTest {

    private static final Instant FIRST = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(600);
    private static final Instant TOLD = SECOND.plusSeconds(60);
    private static final long USER = 67_890;
    private static final long CARD = 12_345;
    private static final String NUMBERED = "\"card_id\":12345,\"card_number\":\"4111111111111111\"";

    private enum Failure {
        ASSIGN("CARD_ASSIGN_RESULT", OperationKind.CARD_ASSIGN, "\"user_id\":67890"),
        APPLY("CARD_APPLY_RESULT", OperationKind.CARD_APPLY, "\"user_id\":67890,\"template_id\":1"),
        ACTIVATE("CARD_ACTIVATE_RESULT", OperationKind.CARD_ACTIVATE, NUMBERED),
        LOCK("CARD_STATUS_CHANGE", OperationKind.CARD_LOCK, status("LOCKED")),
        UNLOCK("CARD_STATUS_CHANGE", OperationKind.CARD_UNLOCK, status("ACTIVE")),
        CLOSE(
                "CARD_CLOSE_RESULT",
                OperationKind.CARD_CLOSE,
                "\"card_id\":12345,\"refund_amount\":0");

        private final String type;
        private final OperationKind kind;
        private final String members;

        Failure(String type, OperationKind kind, String members) {
            this.type = type;
            this.kind = kind;
            this.members = members;
        }

        private static String status(String wanted) {
            return "\"card_id\":12345,\"card_status\":\"" + wanted + "\"";
        }

        Claimed at(Instant time) {
            String payload =
                    "{\"status\":\"FAILED\",\"error_reason\":\"7:0 - no\",\"occur_time\":%d,%s}"
                            .formatted(time.toEpochMilli(), members);
            return told(type, payload);
        }

        Operation begun(InboxInMemory inbox, Instant at) {
            Operation operation = OperationsInMemory.pending(intent(inbox), null, at);
            inbox.accepted(operation);
            return operation;
        }

        private Intent intent(InboxInMemory inbox) {
            var card = inbox.cards().getFirst();
            return switch (kind) {
                case CARD_ASSIGN, CARD_APPLY ->
                    Intent.ofCardholder(kind, card.cardholderId(), 1, null);
                default -> Intent.ofCard(kind, card.cardholderId(), card.id(), List.of());
            };
        }
    }

    private final InboxInMemory inbox = withACard();

    private static Claimed told(String type, String payload) {
        byte[] plain = payload.getBytes(StandardCharsets.UTF_8);
        return new Claimed(
                Ids.next(), type,
                Source.WEBHOOK,
                0,
                FactsInMemory.byDefault().read(type, plain));
    }

    private static InboxInMemory withACard() {
        Cardholder holder = CardholdersInMemory.pending(USER, FIRST.minusSeconds(60));
        Intent assign = Intent.ofCardholder(OperationKind.CARD_ASSIGN, holder.id(), 1, null);
        Instant before = FIRST.minusSeconds(30);
        InboxInMemory inbox = new InboxInMemory(
                List.of(holder), List.of(OperationsInMemory.pending(assign, CARD, before)));
        String success = "{\"status\":\"SUCCESS\",\"card_id\":12345,\"occur_time\":%d}"
                .formatted(before.toEpochMilli());
        inbox.batch(List.of(told("CARD_ASSIGN_RESULT", success)), before);
        return inbox;
    }

    private static void endWith(Operation operation, OperationEvent event) {
        operation.apply(event, SECOND.minusSeconds(1), SECOND);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aFailureFromBeforeAnOperationBeganLeavesItOpen(Failure failure) {
        Operation older = failure.begun(inbox, FIRST);
        endWith(older, new OperationEvent.Denied(new Reason("not_carried_out", null)));
        Operation newer = failure.begun(inbox, SECOND);
        Claimed late = failure.at(SECOND.minusSeconds(6));

        inbox.batch(List.of(late), TOLD);

        assertThat(newer.status()).isEqualTo(OperationStatus.PENDING);
        assertThat(inbox.outcome(late)).isEqualTo(Applied.REPEATED);
        assertThat(OperationsInMemory.evidence(older))
                .anyMatch(one -> one.says().equals("FAILED"));
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aFailureWithinTheClocksDifferenceEndsIt(Failure failure) {
        Operation operation = failure.begun(inbox, SECOND);
        Claimed failed = failure.at(SECOND.minusSeconds(4));

        inbox.batch(List.of(failed), TOLD);

        assertThat(operation.status()).isEqualTo(OperationStatus.FAILED);
        assertThat(inbox.outcome(failed)).isEqualTo(Applied.APPLIED);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aFailureThatFollowsItEndsIt(Failure failure) {
        Operation operation = failure.begun(inbox, SECOND);

        inbox.batch(List.of(failure.at(SECOND.plusSeconds(1))), TOLD);

        assertThat(operation.status()).isEqualTo(OperationStatus.FAILED);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aFailureOfWhatCountsAsDoneIsShownAsAContradiction(Failure failure) {
        Operation operation = failure.begun(inbox, FIRST);
        endWith(operation, new OperationEvent.Confirmed());
        Claimed failed = failure.at(FIRST.plusSeconds(1));

        inbox.batch(List.of(failed), TOLD);

        assertThat(operation.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(inbox.outcome(failed)).isEqualTo(Applied.APPLIED);
        assertThat(inbox.journal()).anyMatch(line -> line.kind().equals("OperationContradicted"));
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aFailureOfWhatTheIssuerItselfCalledDoneIsLeftToAPerson(Failure failure) {
        Operation operation = failure.begun(inbox, FIRST);
        operation.witness("webhook", "SUCCESS", FIRST);
        endWith(operation, new OperationEvent.Confirmed());
        Claimed failed = failure.at(FIRST.plusSeconds(1));

        inbox.batch(List.of(failed), TOLD);

        assertThat(inbox.outcome(failed)).isEqualTo(Applied.parked("no_open_operation"));
    }

    @Test
    void aLockThatHappenedBeforeAnotherWasAskedForDoesNotConfirmThatOne() {
        inbox.batch(List.of(activated()), FIRST);
        Operation newer = Failure.LOCK.begun(inbox, SECOND);
        String locked =
                "{\"status\":\"SUCCESS\",\"card_id\":12345,\"card_status\":\"LOCKED\",\"occur_time\":%d}";

        inbox.batch(
                List.of(told(
                        "CARD_STATUS_CHANGE",
                        locked.formatted(SECOND.minusSeconds(6).toEpochMilli()))),
                TOLD);

        assertThat(newer.status()).isEqualTo(OperationStatus.PENDING);
    }

    private static Claimed activated() {
        return told(
                "CARD_ACTIVATE_RESULT",
                ("{\"status\":\"SUCCESS\",\"occur_time\":%d," + NUMBERED + "}")
                        .formatted(FIRST.toEpochMilli()));
    }
}
