package com.bananacards.operations;

import com.bananacards.journal.Line;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One telling of a fact: who told it, when it is applied, and where its journal lines go.
 *
 * @param delivery the delivery that told it; null when settlement read it elsewhere
 */
public record Telling(@Nullable UUID delivery, String witness, Instant now, List<Line> lines) {

    /** The witness of what came by webhook. */
    public static final String WEBHOOK = "webhook";

    /** The witness of what the issuer's webhook records say: the same source as {@link #WEBHOOK}. */
    public static final String RECORDS = "webhook_records";

    /** The witness of what a rebuild put in place from the issuer's lists. */
    public static final String RESTORED = "restored";

    /** Adds a line, marked with the delivery. */
    public void tell(Line.Builder line, String event, Object body) {
        lines.add(marked(line).streamed(event, body));
    }

    /** Adds a line that the event stream does not show. */
    public void tellSilently(Line.Builder line) {
        lines.add(marked(line).silent());
    }

    private Line.Builder marked(Line.Builder line) {
        return line.delivery(delivery)
                .with("restored", witness.equals(RESTORED) ? Boolean.TRUE : null);
    }

    /** Applies a fact to the operation that waits for it, and writes down what became of it. */
    public Transition settle(Operation operation, OperationEvent event, String says) {
        operation.witness(witness, says, now);
        Transition transition = operation.apply(event, now, now);
        switch (transition) {
            case Transition.Moved ignored ->
                lines.add(OperationLines.settledBy(operation, now, delivery));
            case Transition.Refused ignored -> contradict(operation, says);
            case Transition.Repeated ignored -> {}
            case Transition.Superseded ignored -> {}
        }
        return transition;
    }

    private void contradict(Operation operation, String says) {
        operation.warn("contradicted");
        lines.add(OperationLines.contradicted(operation, witness + " says " + says, now, delivery));
    }
}
