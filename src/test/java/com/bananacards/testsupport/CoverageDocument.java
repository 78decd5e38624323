package com.bananacards.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One table of {@code docs/upstream-coverage.md}: what a test run saw, cell by cell. */
public final class CoverageDocument {

    private static final Path FILE = Path.of("docs/upstream-coverage.md");

    private final String section;
    private final List<String> columns;
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

    public CoverageDocument(String section, List<String> columns) {
        this.section = section;
        this.columns = columns;
    }

    /** A case that was run and ended as it should. */
    public void saw(String row, String column, String outcome) {
        assertThat(columns).contains(column);
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).put(column, outcome);
    }

    /** Holds the file's section against what was seen; writes it with {@code -Ddocs.write=true}. */
    public void check() throws IOException {
        String seen = draw();
        String file = Files.exists(FILE) ? Files.readString(FILE) : "# Upstream coverage\n";
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, replaced(file, seen));
        } else {
            assertThat(file).as("run the test with -Ddocs.write=true").contains(seen);
        }
    }

    private String replaced(String file, String seen) {
        int from = file.indexOf(heading());
        if (from < 0) {
            return file + "\n" + seen;
        }
        int next = file.indexOf("\n## ", from);
        return file.substring(0, from) + seen + (next < 0 ? "" : file.substring(next));
    }

    private String heading() {
        return "## " + section + "\n";
    }

    private String draw() {
        StringBuilder text = new StringBuilder(heading()).append('\n');
        text.append("| | ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|---".repeat(columns.size() + 1)).append("|\n");
        rows.keySet().stream().sorted().forEach(row -> {
            text.append("| ").append(row);
            columns.forEach(column ->
                    text.append(" | ").append(rows.get(row).getOrDefault(column, "MISSING")));
            text.append(" |\n");
        });
        assertThat(text.toString()).as("every cell was run").doesNotContain("MISSING");
        return text.toString();
    }
}
