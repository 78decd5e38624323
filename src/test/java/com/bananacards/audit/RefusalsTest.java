package com.bananacards.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.journal.Line;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/** However often somebody is refused, few lines say so. */
class RefusalsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final Refusals refusals = new Refusals(100);

    private void refused(String subject, int times) {
        for (int i = 0; i < times; i++) {
            refusals.note(
                    new Refusal(404, subject, "192.0.2.1", "GET /v1/cards/{id}"),
                    NOW.plusSeconds(i),
                    "request-" + i);
        }
    }

    @Test
    void refusalsThatAreAlikeAreOneLineThatSaysHowOftenAndSinceWhen() {
        refused("ada", 1_000);

        List<Line> lines = refusals.lines(20, NOW);

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().actor()).isEqualTo("ada");
        assertThat(lines.getFirst().requestId()).isEqualTo("request-0");
        assertThat(lines.getFirst().at()).isEqualTo(NOW.plusSeconds(999));
        assertThat(lines.getFirst().data())
                .containsEntry("times", 1_000L)
                .containsEntry("first", NOW)
                .containsEntry("status", 404)
                .containsEntry("address", "192.0.2.1");
        assertThat(refusals.lines(20, NOW)).isEmpty();
    }

    @Test
    void theMostFrequentOnesAreWrittenAndTheOthersCounted() {
        for (int i = 0; i < 50; i++) {
            refused("subject-" + i, i + 1);
        }

        List<Line> lines = refusals.lines(20, NOW);

        assertThat(lines).hasSize(21);
        assertThat(lines.getFirst().actor()).isEqualTo("subject-49");
        assertThat(lines.getLast().data()).containsEntry("times", 30L * 31 / 2);
    }

    @Test
    void whatIsMoreThanIsKeptIsCountedAllTheSame() {
        for (int i = 0; i < 5_000; i++) {
            refused("subject-" + i, 1);
        }

        long all = refusals.lines(20, NOW).stream()
                .mapToLong(line -> (long) line.data().get("times"))
                .sum();

        assertThat(all).isEqualTo(5_000);
    }
}
