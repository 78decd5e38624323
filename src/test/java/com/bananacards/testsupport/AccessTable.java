package com.bananacards.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of {@code docs/access.md}: who may ask for what. */
public final class AccessTable {

    private static final Path FILE = Path.of("docs/access.md");
    private static final Pattern BODY = Pattern.compile("body `([^`]*)`");
    private static final Pattern HEADER = Pattern.compile("header `([^:`]*): ([^`]*)`");
    private static final Pattern THING = Pattern.compile("\\{\\w+}");

    /** A caller, as a column of the table names it. */
    public enum Who {
        NOBODY,
        BAD_TOKEN,
        MERCHANT,
        OPERATOR,
        OWN,
        ANOTHERS
    }

    /** One row. */
    public record Row(String method, String path, String more, List<String> cells) {

        /** {@code yes}, {@code 401}, {@code 403}, {@code 404} or a dash. */
        public String answer(Who who) {
            return cells.get(who.ordinal());
        }

        /** Method and path as the API's description writes them. */
        public String operation() {
            String bare = path.replaceAll("\\?.*", "");
            return method + " " + THING.matcher(bare).replaceAll("{id}");
        }

        public Optional<String> body() {
            return BODY.matcher(more).results().map(body -> body.group(1)).findFirst();
        }

        public Optional<Map.Entry<String, String>> header() {
            Matcher header = HEADER.matcher(more);
            return header.find()
                    ? Optional.of(Map.entry(header.group(1), header.group(2)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return method + " " + path + " " + more;
        }
    }

    private AccessTable() {}

    public static List<Row> rows() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> line.matches("\\| [A-Z]+ \\|.*"))
                    .map(AccessTable::row)
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Row row(String line) {
        List<String> cells =
                Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
        List<String> answers = cells.subList(3, cells.size());
        if (answers.size() != Who.values().length) {
            throw new AssertionError("not " + Who.values().length + " answers: " + line);
        }
        return new Row(cells.get(0), cells.get(1).replace("`", ""), cells.get(2), answers);
    }
}
