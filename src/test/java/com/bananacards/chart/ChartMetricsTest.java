package com.bananacards.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Alerts and dashboard ask for metrics and labels that there are: those of the README's table. */
class ChartMetricsTest {

    private static final Pattern METRIC =
            Pattern.compile("\\b((?:bananacards|http_server)_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern DOCUMENTED = Pattern.compile(
            "(?m)^\\| `((?:bananacards|http_server)_[a-z_]+)` \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"");

    private static JsonNode alerts() {
        return Chart.render("production", Map.of()).stream()
                .filter(manifest -> manifest.template().equals("prometheusrule.yaml"))
                .findFirst()
                .orElseThrow()
                .at("/spec/groups/0/rules");
    }

    private static JsonNode dashboard() throws IOException {
        String json = Chart.render("production", Map.of()).stream()
                .filter(manifest -> manifest.template().equals("dashboard.yaml"))
                .findFirst()
                .orElseThrow()
                .at("/data/bananacards.json")
                .asText();
        return new ObjectMapper().readTree(json);
    }

    @Test
    void alertsAndPanelsAskForMetricsThatThereAre() throws IOException {
        Map<String, String> documented = documented();
        List<String> asked = Stream.concat(
                        alerts().findValuesAsText("expr").stream(),
                        dashboard().findValuesAsText("expr").stream())
                .toList();

        assertThat(asked).hasSizeGreaterThan(15);
        for (String expression : asked) {
            Matcher metric = METRIC.matcher(expression);
            while (metric.find()) {
                String name = metric.group(1).replaceAll("_(bucket|count|sum|max)$", "");
                assertThat(documented).as(expression).containsKey(name);
                labels(metric.group(2))
                        .forEach(label ->
                                assertThat(documented.get(name)).as(expression).contains(label));
            }
        }
    }

    private static TreeSet<String> labels(String selector) {
        TreeSet<String> labels = new TreeSet<>();
        if (selector != null) {
            LABEL.matcher(selector).results().forEach(found -> labels.add(found.group(1)));
        }
        labels.remove("job");
        return labels;
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> metrics = new java.util.TreeMap<>();
        DOCUMENTED
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .forEach(row -> metrics.put(row.group(1), row.group(2)));
        assertThat(metrics).hasSizeGreaterThan(5);
        return metrics;
    }

    @Test
    void everyMetricOfOursIsOnTheDashboard() throws IOException {
        String panels = dashboard().findValuesAsText("expr").toString();

        assertThat(documented().keySet()).allMatch(panels::contains);
    }

    @Test
    void everyAlertSaysWhatIsWrongAndHowBad() {
        assertThat(alerts()).hasSizeGreaterThan(6).allSatisfy(alert -> {
            assertThat(alert.at("/annotations/summary").asText()).endsWith(".");
            assertThat(alert.at("/annotations/description").asText()).isNotEmpty();
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        });
    }
}
