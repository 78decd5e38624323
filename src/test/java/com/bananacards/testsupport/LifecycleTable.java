package com.bananacards.testsupport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What becomes of each status by each event, in words; the order is that of the cells. */
public record LifecycleTable(Map<Cell, String> outcomes) {

    /** One question that a lifecycle answers. */
    public record Cell(String status, String event) {}

    /**
     * Reads a table written for people: the first line names the statuses, each other line one event and its outcomes.
     * Words are parted by blanks.
     */
    public static LifecycleTable written(String text) {
        List<List<String>> lines = text.strip()
                .lines()
                .map(line -> List.of(line.strip().split("\\s+")))
                .toList();
        List<String> statuses = lines.getFirst();
        Map<Cell, String> outcomes = new LinkedHashMap<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() != statuses.size() + 1) {
                throw new IllegalArgumentException("one outcome for each status: " + line);
            }
            for (int i = 0; i < statuses.size(); i++) {
                outcomes.put(new Cell(statuses.get(i), line.getFirst()), line.get(i + 1));
            }
        }
        return new LifecycleTable(outcomes);
    }

    Stream<String> statuses() {
        return outcomes.keySet().stream().map(Cell::status).distinct();
    }

    Stream<String> events() {
        return outcomes.keySet().stream().map(Cell::event).distinct();
    }

    String outcome(String status, String event) {
        return String.valueOf(outcomes.get(new Cell(status, event)));
    }
}
