package com.bananacards.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.LifecycleTable;
import com.bananacards.testsupport.Lifecycles;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class OperationLifecycleTest {

    private static final String TABLE = """
                         REQUESTED PENDING   UNKNOWN   IN_REVIEW  SUCCEEDED  FAILED
        Accepted         PENDING   repeated  PENDING   superseded superseded superseded
        RefusedByIssuer  FAILED    FAILED    FAILED    FAILED     refused    repeated
        NeverSent        FAILED    refused   FAILED    FAILED     refused    repeated
        AnswerLost       UNKNOWN   superseded repeated superseded superseded superseded
        Confirmed        SUCCEEDED SUCCEEDED SUCCEEDED SUCCEEDED  repeated   refused
        Denied           FAILED    FAILED    FAILED    FAILED     refused    repeated
        DeadlinePassed   IN_REVIEW IN_REVIEW IN_REVIEW repeated   superseded superseded
        DecidedSucceeded refused   refused   refused   SUCCEEDED  refused    refused
        DecidedFailed    refused   refused   refused   FAILED     refused    refused
        """;

    @Test
    void anEventMovesTheOperationWhereTheTableSays() {
        assertThat(Lifecycles.operations()).isEqualTo(LifecycleTable.written(TABLE));
    }

    @Test
    void everyKindOfEventIsInTheTable() {
        assertThat(Lifecycles.kindsWithoutSample(
                        OperationEvent.class, Lifecycles.operationEvents()))
                .isEmpty();
    }

    @Test
    void aSettledOperationStaysWhatItIs() {
        List<OperationStatus> settled = Arrays.stream(OperationStatus.values())
                .filter(OperationStatus::isSettled)
                .toList();
        assertThat(settled).containsExactly(OperationStatus.SUCCEEDED, OperationStatus.FAILED);
        for (OperationStatus status : settled) {
            for (OperationEvent event : Lifecycles.operationEvents()) {
                assertThat(OperationLifecycle.next(status, event))
                        .as("%s in %s", event, status)
                        .isNotInstanceOf(Transition.Moved.class);
            }
        }
    }
}
