package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.FactsInMemory;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.CardholdersInMemory;
import com.bananacards.journal.Line;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A success of what was called failed for want of evidence is late, stronger evidence: it is never swallowed. */
class LateSuccessTest {

    private static final Instant BEGUN = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant CALLED_FAILED = BEGUN.plusSeconds(90);
    private static final Instant TOLD = BEGUN.plusSeconds(600);

    private final Cardholder holder = CardholdersInMemory.pending(67_890, BEGUN.minusSeconds(60));
    private final InboxInMemory inbox = withACard(holder);

    /** What succeeds late after all. */
    enum Success {
        ACTIVATE(
                "CARD_ACTIVATE_RESULT",
                OperationKind.CARD_ACTIVATE,
                ",\"card_number\":\"4111111111111111\""),
        LOCK("CARD_STATUS_CHANGE", OperationKind.CARD_LOCK, ",\"card_status\":\"LOCKED\""),
        UNLOCK("CARD_STATUS_CHANGE", OperationKind.CARD_UNLOCK, ",\"card_status\":\"ACTIVE\""),
        CLOSE("CARD_CLOSE_RESULT", OperationKind.CARD_CLOSE, ",\"refund_amount\":0");

        private final String type;
        private final OperationKind kind;
        private final String members;

        Success(String type, OperationKind kind, String members) {
            this.type = type;
            this.kind = kind;
            this.members = members;
        }

        Claimed at(Instant time) {
            return said("SUCCESS", time);
        }

        Claimed said(String result, Instant time) {
            return told(type, result, 12_345, time, members);
        }
    }

    private static InboxInMemory withACard(Cardholder holder) {
        Instant before = BEGUN.minusSeconds(30);
        Intent assign = Intent.ofCardholder(OperationKind.CARD_ASSIGN, holder.id(), 1, null);
        InboxInMemory inbox = new InboxInMemory(
                List.of(holder), List.of(OperationsInMemory.pending(assign, 12_345L, before)));
        inbox.batch(List.of(told("CARD_ASSIGN_RESULT", "SUCCESS", 12_345, before, "")), before);
        return inbox;
    }

    private static Claimed told(String type, String result, long card, Instant at, String members) {
        byte[] plain = ("{\"card_id\":" + card + ",\"status\":\"" + result + "\",\"occur_time\":"
                        + at.toEpochMilli() + members + "}")
                .getBytes(StandardCharsets.UTF_8);
        return new Claimed(
                Ids.next(), type, Source.WEBHOOK, 0, FactsInMemory.byDefault().read(type, plain));
    }

    private Operation begun(OperationKind kind, Instant at) {
        var card = inbox.cards().getFirst();
        return accepted(Intent.ofCard(kind, card.cardholderId(), card.id(), List.of()), at);
    }

    private Operation accepted(Intent intent, Instant at) {
        Operation operation = OperationsInMemory.pending(intent, null, at);
        inbox.accepted(operation);
        return operation;
    }

    private static void callFailed(Operation operation, String code) {
        operation.apply(
                new OperationEvent.Denied(new Reason(code, null)), CALLED_FAILED, CALLED_FAILED);
    }

    /** Nothing else can be done to a card before. */
    private void activated() {
        inbox.batch(List.of(Success.ACTIVATE.at(BEGUN.minusSeconds(20))), BEGUN);
    }

    private List<Line> contradictions() {
        return inbox.journal().stream()
                .filter(line -> line.kind().equals("OperationContradicted"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Success.class)
    void itIsShownAsAContradictionAndTheCardMovesAllTheSame(Success success) {
        if (success != Success.ACTIVATE) {
            activated();
        }
        Operation operation = begun(success.kind, BEGUN);
        callFailed(operation, "not_carried_out");
        Claimed late = success.at(TOLD);

        inbox.batch(List.of(late), TOLD);

        assertThat(inbox.outcome(late).outcome()).isNotEqualTo(Applied.Outcome.PARKED);
        assertThat(operation.status()).isEqualTo(OperationStatus.FAILED);
        assertThat(contradictions())
                .singleElement()
                .satisfies(line -> assertThat(line.operationId()).isEqualTo(operation.id()));
        assertThat(OperationsInMemory.evidence(operation))
                .anyMatch(one -> one.says().equals("SUCCESS"));
    }

    @Test
    void whatTheIssuerItselfRefusedIsContradictedByNoLaterSuccess() {
        activated();
        Operation operation = begun(OperationKind.CARD_LOCK, BEGUN);
        inbox.batch(List.of(Success.LOCK.said("FAILED", BEGUN.plusSeconds(1))), CALLED_FAILED);
        assertThat(operation.status()).isEqualTo(OperationStatus.FAILED);

        inbox.batch(List.of(Success.LOCK.at(TOLD)), TOLD);

        assertThat(contradictions()).isEmpty();
    }

    @Test
    void aSuccessOfANewerOneThatWasSeenOtherwiseIsNotTheOlderOnes() {
        activated();
        callFailed(begun(OperationKind.CARD_LOCK, BEGUN), "not_carried_out");
        Operation newer = begun(OperationKind.CARD_LOCK, CALLED_FAILED.plusSeconds(1));
        newer.apply(new OperationEvent.Confirmed(), TOLD, TOLD);

        inbox.batch(List.of(Success.LOCK.at(TOLD)), TOLD);

        assertThat(contradictions()).isEmpty();
    }

    @Test
    void whatHappensDaysLaterIsNotIts() {
        activated();
        callFailed(begun(OperationKind.CARD_LOCK, BEGUN), "not_carried_out");
        Instant later = BEGUN.plus(Duration.ofDays(2));

        inbox.batch(List.of(Success.LOCK.at(later)), later);

        assertThat(contradictions()).isEmpty();
    }

    /** It was paid for. */
    @Test
    void aCardThatWasMadeAfterAllIsThere() {
        Operation apply = accepted(
                Intent.ofCardholder(OperationKind.CARD_APPLY, holder.id(), 7, null), BEGUN);
        callFailed(apply, "decided_by_operator");
        Claimed late = told(
                "CARD_APPLY_RESULT", "SUCCESS", 777, TOLD, ",\"user_id\":67890,\"template_id\":7");

        inbox.batch(List.of(late), TOLD);

        assertThat(inbox.outcome(late)).isEqualTo(Applied.APPLIED);
        assertThat(inbox.cards()).hasSize(2);
        assertThat(contradictions()).hasSize(1);
    }

    /** The answer may have named the operation, and the number be another cardholder's card. */
    @Test
    void aNumberThatAnAnswerNamedIsAnotherCardholdersCard() {
        Instant before = BEGUN.minusSeconds(30);
        Cardholder other = CardholdersInMemory.pending(55_555, before);
        Intent first = Intent.ofCardholder(OperationKind.CARD_ASSIGN, holder.id(), 1, null);
        Intent second = Intent.ofCardholder(OperationKind.CARD_ASSIGN, other.id(), 1, null);
        Operation named = OperationsInMemory.pending(first, 8_123L, before);
        Operation others = OperationsInMemory.pending(second, null, before);
        InboxInMemory two = new InboxInMemory(List.of(holder, other), List.of(named, others));
        Claimed card = told("CARD_ASSIGN_RESULT", "SUCCESS", 8_123, BEGUN, ",\"user_id\":55555");

        two.batch(List.of(card), TOLD);

        assertThat(two.cards())
                .singleElement()
                .satisfies(one -> assertThat(one.cardholderId()).isEqualTo(other.id()));
        assertThat(named.status()).isEqualTo(OperationStatus.PENDING);
        assertThat(others.status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    /** The operation has its card: the same number again is no second one of it. */
    @Test
    void aNumberThatAnAnswerNamedIsNotTakenTwice() {
        Instant before = BEGUN.minusSeconds(30);
        Intent first = Intent.ofCardholder(OperationKind.CARD_ASSIGN, holder.id(), 1, null);
        Operation named = OperationsInMemory.pending(first, 8_123L, before);
        InboxInMemory one = new InboxInMemory(List.of(holder), List.of(named));
        Claimed own = told("CARD_ASSIGN_RESULT", "SUCCESS", 9_001, before, ",\"user_id\":67890");
        one.batch(List.of(own), BEGUN);
        Claimed strangers = told("CARD_ASSIGN_RESULT", "SUCCESS", 8_123, BEGUN, "");

        one.batch(List.of(strangers), TOLD);

        assertThat(one.outcome(strangers)).isEqualTo(Applied.parked("unknown_card"));
        assertThat(one.cards()).hasSize(1);
    }
}
