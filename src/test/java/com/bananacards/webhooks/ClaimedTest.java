package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.FactsInMemory;
import com.bananacards.testsupport.Samples;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** In which order the deliveries of a batch are applied. */
class ClaimedTest {

    private static Claimed told(int id, String member, String value) {
        String payload = Samples.with(Samples.of("card_status_change"), member, value);
        return new Claimed(
                new UUID(0, id),
                "CARD_STATUS_CHANGE",
                Source.WEBHOOK,
                0,
                FactsInMemory.byDefault()
                        .read("CARD_STATUS_CHANGE", payload.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatHappenedFirstIsAppliedFirstAndWhatHappenedAtOnceAsItCame() {
        Claimed unreadable = told(9, "card_status", "\"MELTED\"");
        Claimed first = told(8, "occur_time", "1691249025000");
        Claimed second = told(3, "occur_time", "1691249025001");
        Claimed atOnce = told(4, "occur_time", "1691249025001");
        Claimed last = told(1, "occur_time", "1691249025002");
        List<Claimed> ordered = List.of(unreadable, first, second, atOnce, last);

        for (int turn = 0; turn < ordered.size(); turn++) {
            List<Claimed> come = new java.util.ArrayList<>(ordered);
            Collections.rotate(come, turn);
            assertThat(come.stream().sorted()).isEqualTo(ordered);
            Collections.reverse(come);
            assertThat(come.stream().sorted()).isEqualTo(ordered);
        }
    }
}
