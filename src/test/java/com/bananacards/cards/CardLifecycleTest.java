package com.bananacards.cards;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.LifecycleTable;
import com.bananacards.testsupport.Lifecycles;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class CardLifecycleTest {

    private static final Instant EARLIER = Lifecycles.TIME.minusMillis(1);
    private static final Instant LATER = Lifecycles.TIME.plusMillis(1);

    private static final String OF_NEWER_EVENTS = """
                                           TBA      ACTIVE    LOCKED    CLOSED
        Activated                          ACTIVE   ACTIVE    refused   refused
        Locked                             refused  LOCKED    LOCKED    refused
        Unlocked                           refused  ACTIVE    ACTIVE    refused
        Closed                             CLOSED   CLOSED    CLOSED    repeated
        CorrectedToMatchIssuer(TBA)        repeated TBA       TBA       refused
        CorrectedToMatchIssuer(ACTIVE)     ACTIVE   repeated  ACTIVE    refused
        CorrectedToMatchIssuer(LOCKED)     LOCKED   LOCKED    repeated  refused
        CorrectedToMatchIssuer(CLOSED)     CLOSED   CLOSED    CLOSED    repeated
        """;

    private static final String OF_EVENTS_OF_THE_SAME_TIME = """
                                           TBA      ACTIVE    LOCKED    CLOSED
        Activated                          ACTIVE   repeated  refused   refused
        Locked                             refused  LOCKED    repeated  refused
        Unlocked                           refused  repeated  ACTIVE    refused
        Closed                             CLOSED   CLOSED    CLOSED    repeated
        CorrectedToMatchIssuer(TBA)        repeated TBA       TBA       refused
        CorrectedToMatchIssuer(ACTIVE)     ACTIVE   repeated  ACTIVE    refused
        CorrectedToMatchIssuer(LOCKED)     LOCKED   LOCKED    repeated  refused
        CorrectedToMatchIssuer(CLOSED)     CLOSED   CLOSED    CLOSED    repeated
        """;

    private static final String OF_OLDER_EVENTS = """
                                           TBA        ACTIVE     LOCKED     CLOSED
        Activated                          superseded superseded superseded superseded
        Locked                             superseded superseded superseded superseded
        Unlocked                           superseded superseded superseded superseded
        Closed                             CLOSED     CLOSED     CLOSED     repeated
        CorrectedToMatchIssuer(TBA)        repeated   TBA        TBA        refused
        CorrectedToMatchIssuer(ACTIVE)     ACTIVE     repeated   ACTIVE     refused
        CorrectedToMatchIssuer(LOCKED)     LOCKED     LOCKED     repeated   refused
        CorrectedToMatchIssuer(CLOSED)     CLOSED     CLOSED     CLOSED     repeated
        """;

    @Test
    void aNewerEventMovesTheCardWhereTheTableSays() {
        assertThat(Lifecycles.cards(EARLIER)).isEqualTo(LifecycleTable.written(OF_NEWER_EVENTS));
    }

    @Test
    void anEventToACardThatKnowsNoTimeCountsAsNewer() {
        assertThat(Lifecycles.cards(null)).isEqualTo(LifecycleTable.written(OF_NEWER_EVENTS));
    }

    @Test
    void anEventOfTheSameTimeConfirmsWithoutAMove() {
        assertThat(Lifecycles.cards(Lifecycles.TIME))
                .isEqualTo(LifecycleTable.written(OF_EVENTS_OF_THE_SAME_TIME));
    }

    @Test
    void anOlderEventChangesNothingButACorrectionDoes() {
        assertThat(Lifecycles.cards(LATER)).isEqualTo(LifecycleTable.written(OF_OLDER_EVENTS));
    }

    @Test
    void everyKindOfEventIsInTheTable() {
        assertThat(Lifecycles.kindsWithoutSample(CardEvent.class, Lifecycles.cardEvents()))
                .isEmpty();
    }

    @Test
    void aClosedCardStaysClosedWhateverHappens() {
        for (CardEvent event : Lifecycles.cardEvents()) {
            for (Instant known : new Instant[] {null, EARLIER, Lifecycles.TIME, LATER}) {
                assertThat(CardLifecycle.next(new CardState(CardStatus.CLOSED, known), event))
                        .as("%s after %s", event, known)
                        .isNotInstanceOf(CardTransition.Moved.class);
            }
        }
    }
}
