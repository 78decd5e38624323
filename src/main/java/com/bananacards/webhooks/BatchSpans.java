package com.bananacards.webhooks;

import com.bananacards.journal.Line;
import com.bananacards.operations.Operation;
import com.bananacards.tracing.Traces;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Shows in traces what a batch did, after its commit: one span that links to what was received and to what was asked
 * for. Of a batch in which nothing is traced there is none.
 */
@Singleton
class BatchSpans {

    private static final String APPLY = "apply deliveries";

    private final Traces traces;
    private final Clock clock;

    @Inject
    BatchSpans(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    /** The lines tell which delivery was about which operation. */
    void applied(Instant from, List<Claimed> claimed, List<Line> lines, Stage stage) {
        if (!traces.areOn()) {
            return;
        }
        Map<UUID, String> received = new HashMap<>();
        claimed.forEach(one -> {
            if (one.trace() != null) {
                received.put(one.id(), one.trace());
            }
        });
        Map<UUID, Operation> asked = new HashMap<>();
        stage.cards()
                .operations()
                .filter(one -> one.trace() != null)
                .forEach(one -> asked.put(one.id(), one));
        if (!received.isEmpty() || !asked.isEmpty()) {
            show(from, received, asked, lines);
        }
    }

    private void show(
            Instant from,
            Map<UUID, String> received,
            Map<UUID, Operation> asked,
            List<Line> lines) {
        Set<String> causes = new LinkedHashSet<>(received.values());
        Map<UUID, Traces.Outcome> settled = new HashMap<>();
        for (Line line : lines) {
            Operation operation = asked.get(line.operationId());
            if (operation != null && line.deliveryId() != null) {
                causes.add(String.valueOf(operation.trace()));
                settled.put(operation.id(), outcome(operation, line.deliveryId(), received));
            }
        }
        if (!causes.isEmpty()) {
            traces.done(
                    APPLY,
                    from,
                    clock.instant(),
                    List.copyOf(causes),
                    new ArrayList<>(settled.values()));
        }
    }

    private static Traces.Outcome outcome(
            Operation operation, UUID delivery, Map<UUID, String> received) {
        return new Traces.Outcome(
                operation.id(),
                String.valueOf(operation.trace()),
                operation.kind().name(),
                operation.status().name(),
                delivery,
                received.get(delivery));
    }
}
