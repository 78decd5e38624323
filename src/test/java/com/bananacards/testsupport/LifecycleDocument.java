package com.bananacards.testsupport;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws {@code docs/card-lifecycle.md} from what the lifecycles answer. */
public final class LifecycleDocument {

    private static final String CORRECTION = "CorrectedToMatchIssuer";
    private static final Instant EARLIER = Lifecycles.TIME.minusMillis(1);
    private static final Instant LATER = Lifecycles.TIME.plusMillis(1);

    private LifecycleDocument() {}

    /** The whole document. */
    public static String draw() {
        return String.join(
                "\n",
                """
                # The lifecycles

                Drawn from the code by `./mvnw test -Dtest=LifecycleDocumentTest -Ddocs.write=true`; a test holds this
                file to it. Do not edit it by hand.

                A status in capitals is where the event leads. *repeated*: known already, nothing changes. *superseded*:
                something newer is known, nothing changes. *refused*: it does not follow from this status.

                ## Card
                """,
                cards(),
                """
                ## Cardholder

                The issuer's decision carries no time. A refused rejection waits for an operator or for the issuer's own
                list.
                """,
                section(Lifecycles.cardholders()),
                """
                ## Operation

                SUCCEEDED and FAILED are final. An event that contradicts them is refused and recorded as a
                contradiction. Only what is IN_REVIEW is an operator's to decide.
                """,
                section(Lifecycles.operations()),
                """
                ## Challenge

                An answer that the issuer took counts also after our clock had let the challenge expire.
                """,
                section(Lifecycles.challenges()));
    }

    private static String cards() {
        return String.join(
                "\n",
                """
                CLOSED is final. A correction is what the issuer's own information says against our status; it leads to
                the status in brackets and is left out of the diagram.

                ### Events newer than every fact applied
                """,
                section(Lifecycles.cards(EARLIER)),
                """
                An event that leads to the status the card has already confirms it and makes its time the newest known:
                an unlock that overtook its lock is not undone by it. What is refused is kept and tried again after each
                move.

                ### Events of the very time of the newest fact
                """,
                table(Lifecycles.cards(Lifecycles.TIME)),
                """
                ### Events older than the newest fact
                """,
                table(Lifecycles.cards(LATER)));
    }

    private static String section(LifecycleTable table) {
        return diagram(table) + "\n" + table(table);
    }

    private static String table(LifecycleTable table) {
        List<String> statuses = table.statuses().toList();
        Stream<String> rows = table.events()
                .map(event -> row(
                        event,
                        statuses.stream()
                                .map(status -> table.outcome(status, event))
                                .toList()));
        String head = row("event \\ status", statuses);
        String rule = "|---".repeat(statuses.size() + 1) + "|\n";
        return head + rule + rows.collect(Collectors.joining());
    }

    private static String row(String first, List<String> others) {
        return "| " + first + " | " + String.join(" | ", others) + " |\n";
    }

    private static String diagram(LifecycleTable table) {
        Map<String, String> arrows = new LinkedHashMap<>();
        table.outcomes().forEach((cell, outcome) -> {
            boolean drawn = table.statuses().anyMatch(outcome::equals)
                    && !outcome.equals(cell.status())
                    && !cell.event().startsWith(CORRECTION);
            if (drawn) {
                arrows.merge(
                        cell.status() + " --> " + outcome,
                        cell.event(),
                        (one, other) -> one + ", " + other);
            }
        });
        return arrows.entrySet().stream()
                .map(arrow -> "    " + arrow.getKey() + ": " + arrow.getValue() + "\n")
                .collect(Collectors.joining("", "```mermaid\nstateDiagram-v2\n", "```\n"));
    }
}
