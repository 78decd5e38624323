package com.bananacards.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Runs TLC on the formal model in {@code src/test/tla}, with some of its constants set otherwise and some of its laws
 * left out. In a process of its own: TLC keeps its state in statics.
 */
public final class ModelChecker {

    private static final Path SOURCES = Path.of("src/test/tla");
    private static final Path RUNS = Path.of("target/model");
    private static final Pattern STATES =
            Pattern.compile("(\\d+) states generated, (\\d+) distinct states found, 0 states left");
    private static final Pattern VIOLATED = Pattern.compile(
            "Error: (?:Invariant|Action property) (\\w+) is violated|(Temporal properties) were"
                    + " violated");
    private static final Pattern STEP = Pattern.compile("State \\d+: <(\\w+)");
    private static final String FOUND_NOTHING =
            "Model checking completed. No error has been found.";

    private final String name;
    private final Map<String, String> constants = new LinkedHashMap<>();
    private final List<String> without = new ArrayList<>();

    private ModelChecker(String name) {
        this.name = name;
    }

    /**
     * What TLC found.
     *
     * @param distinct states, when it went through all of them
     * @param violated the law that it saw broken, empty when there is none
     * @param steps that led to it
     */
    public record Found(boolean nothing, long distinct, String violated, List<String> steps) {}

    public static ModelChecker named(String name) {
        return new ModelChecker(name);
    }

    public ModelChecker with(String constant, String value) {
        constants.put(constant, value);
        return this;
    }

    public ModelChecker without(String... laws) {
        without.addAll(List.of(laws));
        return this;
    }

    public Found run(Duration atMost) {
        try {
            return found(output(atMost));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private String output(Duration atMost) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(RUNS.resolve(name)).toAbsolutePath();
        Files.writeString(folder.resolve("Laws.cfg"), configuration());
        Path log = folder.resolve("output.txt");
        Process tlc = new ProcessBuilder(command(folder))
                .directory(SOURCES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!tlc.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
            tlc.destroyForcibly();
            throw new IllegalStateException(name + " took longer than " + atMost + ", see " + log);
        }
        return Files.readString(log);
    }

    private static List<String> command(Path folder) {
        Path jar = Path.of(tlc2.TLC
                .class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-cp",
                jar.toString(),
                "tlc2.TLC",
                "-workers",
                "2",
                "-metadir",
                folder.resolve("states").toString(),
                "-config",
                folder.resolve("Laws.cfg").toString(),
                "Laws.tla");
    }

    private String configuration() throws IOException {
        String text = Files.readString(SOURCES.resolve("Laws.cfg"));
        for (Map.Entry<String, String> constant : constants.entrySet()) {
            text = replaced(
                    text,
                    constant.getKey() + " = .*",
                    constant.getKey() + " = " + constant.getValue());
        }
        for (String law : without) {
            text = replaced(text, law + "\n", "\n");
        }
        return text;
    }

    /** Fails for a name that is not there: a rule that was renamed would else be switched off no more. */
    private static String replaced(String text, String pattern, String by) {
        Pattern line = Pattern.compile(" +" + pattern);
        if (!line.matcher(text).find()) {
            throw new IllegalArgumentException("Laws.cfg has no " + pattern);
        }
        return line.matcher(text).replaceFirst("    " + by);
    }

    private static Found found(String output) {
        boolean nothing = output.contains(FOUND_NOTHING);
        String violated = VIOLATED.matcher(output)
                .results()
                .map(one -> one.group(1) == null ? one.group(2) : one.group(1))
                .findFirst()
                .orElse("");
        if (!nothing && violated.isEmpty()) {
            throw new IllegalStateException("TLC did not run: " + output);
        }
        long distinct = STATES.matcher(output)
                .results()
                .mapToLong(one -> Long.parseLong(one.group(2)))
                .findFirst()
                .orElse(0);
        List<String> steps = STEP.matcher(output)
                .results()
                .map((MatchResult one) -> one.group(1))
                .toList();
        return new Found(nothing, distinct, violated, steps);
    }
}
