package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.FactsInMemory;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.CardholdersInMemory;
import com.bananacards.cards.Card;
import com.bananacards.journal.Line;
import com.bananacards.money.Money;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationsInMemory;
import com.bananacards.operations.Overdue;
import com.bananacards.operations.Reason;
import com.bananacards.operations.Telling;
import com.bananacards.time.Ids;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whose result a late recharge is, when other witnesses settled its operation before. Found by the simulation. */
class RechargeOwnerTest {

    private static final Instant FIRST = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant SEEN = FIRST.plusSeconds(10);
    private static final Instant TOLD = FIRST.plusSeconds(60);

    private final InboxInMemory inbox = withACard();

    private static InboxInMemory withACard() {
        Instant before = FIRST.minusSeconds(30);
        Cardholder holder = CardholdersInMemory.pending(67_890, before);
        Intent assign = Intent.ofCardholder(OperationKind.CARD_ASSIGN, holder.id(), 1, null);
        InboxInMemory inbox = new InboxInMemory(
                List.of(holder), List.of(OperationsInMemory.pending(assign, 12_345L, before)));
        inbox.batch(List.of(told("CARD_ASSIGN_RESULT", before, "")), before);
        return inbox;
    }

    private static Claimed told(String type, Instant at, String members) {
        String time = at == null ? "" : ",\"occur_time\":" + at.toEpochMilli();
        byte[] plain = ("{\"card_id\":12345,\"status\":\"SUCCESS\"" + time + members + "}")
                .getBytes(StandardCharsets.UTF_8);
        return new Claimed(
                Ids.next(), type,
                Source.WEBHOOK,
                0,
                FactsInMemory.byDefault().read(type, plain));
    }

    private static Claimed recharged(Instant at) {
        return told("CARD_RECHARGE_RESULT", at, ",\"receive_amount\":50.00");
    }

    private Card card() {
        return inbox.cards().getFirst();
    }

    private Intent recharge() {
        return Intent.ofCard(
                        OperationKind.CARD_RECHARGE, card().cardholderId(), card().id(), List.of())
                .costing(new Money(new BigDecimal("50.00"), "USD"), null);
    }

    private Operation begun(Instant at) {
        Operation operation = OperationsInMemory.pending(recharge(), null, at);
        inbox.accepted(operation);
        return operation;
    }

    private static void seenCarriedOut(Operation operation, Long transaction) {
        operation.entersBalance();
        operation.carriedOutBy(transaction);
        new Telling(null, Overdue.VERDICT, SEEN, new ArrayList<>())
                .settle(operation, new OperationEvent.Confirmed(), "SUCCESS");
    }

    private List<Line> received() {
        return inbox.journal().stream()
                .filter(line -> line.kind().equals("CardRecharged"))
                .toList();
    }

    @Test
    void aResultWithoutANumberIsNotCountedAgainWhereItsTransactionWasSeen() {
        seenCarriedOut(begun(FIRST), 501L);
        Claimed late = recharged(FIRST.plusSeconds(1));

        inbox.batch(List.of(late), TOLD);

        assertThat(inbox.outcome(late)).isEqualTo(Applied.REPEATED);
        assertThat(received()).isEmpty();
    }

    @Test
    void aResultOfWhatACrashCutOffIsNotCountedAgainEither() {
        Operation cutOff = OperationsInMemory.requested(recharge(), FIRST);
        inbox.accepted(cutOff);
        OperationsInMemory.cutOff(cutOff, FIRST.plusSeconds(5));
        seenCarriedOut(cutOff, 501L);
        Claimed late = recharged(FIRST.plusSeconds(1));

        inbox.batch(List.of(late), TOLD);

        assertThat(inbox.outcome(late)).isEqualTo(Applied.REPEATED);
        assertThat(received()).isEmpty();
    }

    @Test
    void aResultThatFitsTwoOperationsWaitsUntilOnlyOneIsLeft() {
        seenCarriedOut(begun(FIRST), null);
        Operation newer = begun(SEEN.plusSeconds(1));
        Claimed late = recharged(FIRST.plusSeconds(7));

        inbox.batch(List.of(late), TOLD);

        assertThat(inbox.outcome(late)).isEqualTo(Applied.parked("two_operations_fit"));
        assertThat(newer.status()).isEqualTo(OperationStatus.PENDING);

        newer.apply(new OperationEvent.Denied(new Reason("not_moved", null)), TOLD, TOLD);
        inbox.batch(List.of(), TOLD);

        assertThat(inbox.outcome(late)).isEqualTo(Applied.REPEATED);
        assertThat(newer.status()).isEqualTo(OperationStatus.FAILED);
    }

    @Test
    void aClosedCardHoldsNothingThoughItsClosureHadNoTime() {
        Claimed closed =
                told("CARD_CLOSE_RESULT", null, ",\"refund_amount\":92,\"transaction_id\":502");
        Claimed before = told(
                "CARD_RECHARGE_RESULT",
                FIRST.plusSeconds(3),
                ",\"receive_amount\":50.00,\"transaction_id\":501");
        inbox.batch(List.of(closed), FIRST);
        inbox.batch(List.of(before), TOLD);

        assertThat(card().balance().text()).isEqualTo("0.00");
    }
}
