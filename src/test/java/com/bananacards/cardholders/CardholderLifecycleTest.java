package com.bananacards.cardholders;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.LifecycleTable;
import com.bananacards.testsupport.Lifecycles;

import org.junit.jupiter.api.Test;

class CardholderLifecycleTest {

    private static final String TABLE = """
                                            PENDING   APPROVED  REJECTED
        Approved                            APPROVED  repeated  APPROVED
        Rejected                            REJECTED  refused   repeated
        CorrectedToMatchIssuer(PENDING)     repeated  PENDING   PENDING
        CorrectedToMatchIssuer(APPROVED)    APPROVED  repeated  APPROVED
        CorrectedToMatchIssuer(REJECTED)    REJECTED  REJECTED  repeated
        """;

    @Test
    void anEventMovesTheCardholderWhereTheTableSays() {
        assertThat(Lifecycles.cardholders()).isEqualTo(LifecycleTable.written(TABLE));
    }

    @Test
    void everyKindOfEventIsInTheTable() {
        assertThat(Lifecycles.kindsWithoutSample(
                        CardholderEvent.class, Lifecycles.cardholderEvents()))
                .isEmpty();
    }

    @Test
    void bothDecisionsEndInAnApprovalWhicheverComesFirst() {
        assertThat(after(new CardholderEvent.Rejected("late"), new CardholderEvent.Approved()))
                .isEqualTo(CardholderStatus.APPROVED);
        assertThat(after(new CardholderEvent.Approved(), new CardholderEvent.Rejected("late")))
                .isEqualTo(CardholderStatus.APPROVED);
    }

    private static CardholderStatus after(CardholderEvent... events) {
        CardholderStatus status = CardholderStatus.PENDING;
        for (CardholderEvent event : events) {
            if (CardholderLifecycle.next(status, event)
                    instanceof CardholderTransition.Moved(CardholderStatus to)) {
                status = to;
            }
        }
        return status;
    }
}
