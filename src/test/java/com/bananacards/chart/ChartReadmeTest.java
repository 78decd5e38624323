package com.bananacards.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table in the chart's README is made from the comments in its values. */
class ChartReadmeTest {

    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final String BEGIN = "<!-- values: begin -->\n";
    private static final String END = "<!-- values: end -->\n";
    private static final Pattern MEMBER = Pattern.compile("^( *)([A-Za-z_][\\w.-]*):(?: (.*))?$");

    private record Value(String path, String standard, String says) {}

    @Test
    void theTableOfValuesIsMadeFromTheValues() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        String made = readme.substring(0, begin) + table() + readme.substring(end);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(README, made);
        }
        assertThat(README)
                .as("run ./mvnw test -Dtest=ChartReadmeTest -Ddocs.write=true")
                .hasContent(made);
    }

    @Test
    void everyValueSaysWhatItIsFor() throws IOException {
        assertThat(values())
                .hasSizeGreaterThan(80)
                .allSatisfy(value -> assertThat(value.says()).as(value.path()).isNotBlank());
    }

    private static String table() throws IOException {
        StringBuilder table = new StringBuilder("| value | default | for |\n|---|---|---|\n");
        for (Value value : values()) {
            table.append("| `%s` | `%s` | %s |%n"
                    .formatted(value.path(), value.standard().replace("|", "\\|"), value.says()));
        }
        return table.toString();
    }

    /** A value is a member with a comment `# --` before it, or one without members of its own. */
    private static List<Value> values() throws IOException {
        List<Value> values = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        String says = "";
        int within = Integer.MAX_VALUE;
        for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
            Matcher member = MEMBER.matcher(line);
            if (line.strip().startsWith("# -- ")) {
                says = line.strip().substring(5);
            } else if (member.matches()) {
                int depth = member.group(1).length() / 2;
                while (path.size() > depth) {
                    path.removeLast();
                }
                path.addLast(member.group(2));
                String standard = member.group(3) == null ? "" : member.group(3);
                if (depth > within) {
                    continue;
                }
                within = Integer.MAX_VALUE;
                boolean documented = !says.isEmpty();
                if (documented || !standard.isEmpty()) {
                    values.add(new Value(
                            String.join(".", path),
                            standard.isEmpty() ? "see values" : standard,
                            says));
                    within = documented && standard.isEmpty() ? depth : within;
                    says = "";
                }
            }
        }
        return values;
    }
}
