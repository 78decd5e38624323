package com.bananacards.challenges;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.LifecycleTable;
import com.bananacards.testsupport.Lifecycles;

import org.junit.jupiter.api.Test;

class ChallengeLifecycleTest {

    private static final String TABLE = """
                    WAITING   APPROVED  DECLINED  EXPIRED
        Approved    APPROVED  repeated  refused   APPROVED
        Declined    DECLINED  refused   repeated  DECLINED
        Expired     EXPIRED   refused   refused   repeated
        """;

    @Test
    void anEventMovesTheChallengeWhereTheTableSays() {
        assertThat(Lifecycles.challenges()).isEqualTo(LifecycleTable.written(TABLE));
    }

    @Test
    void everyKindOfEventIsInTheTable() {
        assertThat(Lifecycles.kindsWithoutSample(
                        ChallengeEvent.class, Lifecycles.challengeEvents()))
                .isEmpty();
    }
}
