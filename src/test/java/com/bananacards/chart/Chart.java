package com.bananacards.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart of this project, linted and rendered by Helm's own engine. */
final class Chart {

    static final Path FOLDER = Path.of("helm", "bananacards");
    static final ObjectMapper YAML = new YAMLMapper(new YAMLFactory());

    private static final String KUBERNETES = "1.34.0";
    private static final String HOOK = "helm.sh/hook";
    private static final String SHOWN = "shown.helm.sh/hook";

    private static Path withHooksShown;

    private Chart() {}

    /** The values that are tried, by the name of their file. */
    static List<Path> tried() {
        return files(FOLDER.resolve("ci"));
    }

    static List<Path> templates() {
        return templates(FOLDER);
    }

    private static List<Path> templates(Path chart) {
        return Stream.concat(
                        files(chart.resolve("templates")).stream(),
                        files(chart.resolve("templates").resolve("tests")).stream())
                .filter(file -> file.toString().endsWith(".yaml"))
                .toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** What would be installed with a file of values and single ones beside them, by template. */
    static List<Manifest> render(String values, Map<String, ?> more) {
        return Manifest.all(text(values, more));
    }

    /** The same as text. */
    static String text(String values, Map<String, ?> more) {
        TemplateCommand command = new Helm(withHooksShown())
                .template()
                .withName("cards")
                .withNamespace("production")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(
                        FOLDER.resolve("ci").resolve(values + "-values.yaml").toAbsolutePath());
        more.forEach(command::set);
        return command.call().replace(SHOWN, HOOK);
    }

    /** This engine leaves hooks out of what it renders: a copy in which nothing looks like one. */
    private static synchronized Path withHooksShown() {
        if (withHooksShown == null) {
            try {
                Path copy = copy(Files.createTempDirectory(Path.of("target"), "chart-"));
                for (Path template : templates(copy)) {
                    Files.writeString(template, Files.readString(template).replace(HOOK, SHOWN));
                }
                withHooksShown = copy;
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
        return withHooksShown;
    }

    private static Path copy(Path into) throws IOException {
        Path copy = into.resolve("bananacards");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(FOLDER.relativize(file).toString()));
            }
        }
        return copy;
    }

    /** With no values at all. */
    static String textOfNothing() {
        return new Helm(FOLDER).template().withKubeVersion(KUBERNETES).call();
    }

    /** What a strict lint says of the chart with these values as its own: lint takes none from outside. */
    static LintResult lint(Path values, Path empty) throws IOException {
        Path copy = copy(empty);
        JsonNode all = merged(YAML.readTree(copy.resolve("values.yaml").toFile()), values);
        Files.writeString(copy.resolve("values.yaml"), YAML.writeValueAsString(all));
        return new Helm(copy).lint().strict().call();
    }

    private static JsonNode merged(JsonNode defaults, Path values) throws IOException {
        merge((ObjectNode) defaults, YAML.readTree(values.toFile()));
        return defaults;
    }

    private static void merge(ObjectNode into, JsonNode values) {
        values.properties().forEach(value -> {
            JsonNode there = into.get(value.getKey());
            if (there instanceof ObjectNode node && value.getValue().isObject()) {
                merge(node, value.getValue());
            } else {
                into.set(value.getKey(), value.getValue());
            }
        });
    }

    static List<JsonNode> documents(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
