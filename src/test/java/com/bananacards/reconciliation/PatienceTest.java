package com.bananacards.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.Accepted;
import com.bananacards.operations.CallOutcome;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationTable;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.OperationsInMemory;
import com.bananacards.testsupport.Settings;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the issuer took is never called not done for want of a trace: whoever repeats it would pay twice. */
class PatienceTest {

    private static final Instant BEGUN = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant LATER = BEGUN.plusSeconds(3_600);

    private final Patience patience = new Patience(
            Settings.of(OperationsConfig.class), Settings.of(ReconciliationConfig.class));

    private static Intent intent(OperationKind kind) {
        return Intent.ofCard(kind, UUID.randomUUID(), UUID.randomUUID(), List.of());
    }

    private static Operation accepted(OperationKind kind) {
        return OperationsInMemory.pending(intent(kind), null, BEGUN);
    }

    private static Operation unanswered(OperationKind kind) {
        Operation operation = OperationsInMemory.requested(intent(kind), BEGUN);
        OperationsInMemory.cutOff(operation, BEGUN.plusSeconds(20));
        return operation;
    }

    @Test
    void anAcceptedRechargeMayBeCarriedOutAtAnyTime() {
        assertThat(patience.isRipe(accepted(OperationKind.CARD_RECHARGE), LATER))
                .isFalse();
        assertThat(patience.isRipe(accepted(OperationKind.CARD_APPLY), LATER)).isFalse();
    }

    @Test
    void aRechargeWithoutAnAnswerIsNotOnItsWayForEver() {
        Operation unanswered = unanswered(OperationKind.CARD_RECHARGE);

        assertThat(patience.isRipe(unanswered, BEGUN.plusSeconds(299))).isFalse();
        assertThat(patience.isRipe(unanswered, LATER)).isTrue();
    }

    /** Nothing is closed twice. */
    @Test
    void anAcceptedClosureThatDidNotHappenCanBeAskedForAgain() {
        assertThat(patience.isRipe(accepted(OperationKind.CARD_CLOSE), LATER)).isTrue();
    }

    /** The answer may come while witnesses are asked. */
    @Test
    void whatWasAcceptedMeanwhileIsNotEndedByThem() {
        OperationTable table = new OperationTable();
        Operation accepted = table.open(intent(OperationKind.CARD_RECHARGE), null, BEGUN);
        table.called(accepted.id(), new CallOutcome.Taken(new Accepted(null, null)), BEGUN, BEGUN);

        assertThat(table.notMoved(accepted.id(), List.of(), LATER)).isEmpty();
        assertThat(accepted.status().isOpen()).isTrue();
    }
}
