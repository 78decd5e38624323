package com.bananacards.console;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** The last samples of this replica, so many and no more. */
final class History {

    private final Duration step;
    private final int length;
    private final Deque<Sample> samples = new ArrayDeque<>();

    History(Duration step, int length) {
        this.step = step;
        this.length = length;
    }

    /**
     * What was seen at the end of one step. Null: it was not known then.
     *
     * @param webhooks acknowledged within the step
     * @param issuerErrors calls without an answer within the step
     * @param issuerP95Millis of the last minute's calls
     */
    record Sample(
            Instant at,
            @Nullable Long webhooks,
            @Nullable Long parked,
            @Nullable Long lagMillis,
            @Nullable Long issuerP95Millis,
            @Nullable Long issuerErrors,
            @Nullable Long operationsOpen,
            @Nullable Long databaseWaiting) {}

    /**
     * The samples as the console draws them, the oldest first. They are of the replica that answers, since it started.
     *
     * @param from when the first step ended; null before the first one has
     */
    @RegisterForReflection
    record Shown(
            @JsonProperty("step_seconds") long stepSeconds,
            @Nullable Instant from,
            Series series) {}

    /** One value for each step; null where it was not known. */
    @RegisterForReflection
    record Series(
            List<@Nullable Long> webhooks,
            List<@Nullable Long> parked,
            @JsonProperty("lag_ms") List<@Nullable Long> lagMillis,
            @JsonProperty("issuer_p95_ms") List<@Nullable Long> issuerP95Millis,
            @JsonProperty("issuer_errors") List<@Nullable Long> issuerErrors,
            @JsonProperty("operations_open") List<@Nullable Long> operationsOpen,
            @JsonProperty("database_waiting") List<@Nullable Long> databaseWaiting) {}

    synchronized void add(Sample sample) {
        if (samples.size() == length) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    synchronized Shown shown() {
        return new Shown(
                Math.max(1, step.toSeconds()),
                samples.isEmpty() ? null : samples.getFirst().at(),
                new Series(
                        all(Sample::webhooks),
                        all(Sample::parked),
                        all(Sample::lagMillis),
                        all(Sample::issuerP95Millis),
                        all(Sample::issuerErrors),
                        all(Sample::operationsOpen),
                        all(Sample::databaseWaiting)));
    }

    private List<@Nullable Long> all(Function<Sample, @Nullable Long> member) {
        List<@Nullable Long> values = new ArrayList<>();
        samples.forEach(sample -> values.add(member.apply(sample)));
        return values;
    }
}
