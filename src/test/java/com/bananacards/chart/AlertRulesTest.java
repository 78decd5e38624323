package com.bananacards.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.bananacards.testsupport.PrometheusTools;
import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The alerts by Prometheus' own judgement, and a page of the runbook for each of them. */
class AlertRulesTest {

    private static final Path TESTS = Path.of("src/test/resources/alerts/alerts-test.yaml");
    private static final Path RUNBOOK = Path.of("docs/runbook.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)$");

    @TempDir
    Path folder;

    private static JsonNode spec() {
        return Chart.render("production", Map.of()).stream()
                .filter(manifest -> manifest.template().equals("prometheusrule.yaml"))
                .findFirst()
                .orElseThrow()
                .at("/spec");
    }

    private static List<String> alerts() {
        return spec().findValuesAsText("alert");
    }

    @Test
    void eachAlertFiresWhereItShouldAndNotWhereItShouldNot() throws IOException {
        Optional<Path> promtool = PrometheusTools.find("promtool");
        assumeTrue(promtool.isPresent(), "promtool of Debian's package prometheus");
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(rules, Chart.YAML.writeValueAsString(spec()));
        Path tests = folder.resolve("alerts-test.yaml");
        Files.copy(TESTS, tests);

        PrometheusTools.output(
                List.of(promtool.get().toString(), "check", "rules", rules.toString()));
        PrometheusTools.output(
                List.of(promtool.get().toString(), "test", "rules", tests.toString()));
    }

    @Test
    void eachAlertHasATestThatItFiresAndOneThatItStaysQuiet() throws IOException {
        String tests = Files.readString(TESTS);

        assertThat(alerts())
                .hasSizeGreaterThan(10)
                .allSatisfy(alert -> assertThat(tests)
                        .contains(
                                "- name: " + alert + " fires\n",
                                "- name: " + alert + " stays quiet\n"));
    }

    @Test
    void eachAlertHasItsPageInTheRunbookAndThereIsNoOther() throws IOException {
        TreeSet<String> pages = new TreeSet<>();
        SECTION.matcher(Files.readString(RUNBOOK))
                .results()
                .forEach(found -> pages.add(found.group(1)));

        assertThat(alerts()).containsExactlyInAnyOrderElementsOf(pages);
    }

    @Test
    void eachPageSaysWhatItMeansWhatToLookAtAndWhatToDo() throws IOException {
        String[] pages = Files.readString(RUNBOOK).split("(?m)^## ");

        assertThat(pages).hasSizeGreaterThan(10);
        for (int page = 1; page < pages.length; page++) {
            assertThat(pages[page]).containsSubsequence("**Means** ", "**Look at** ", "**Do** ");
        }
    }

    @Test
    void eachAlertLeadsToItsPage() {
        assertThat(spec().at("/groups/0/rules"))
                .allSatisfy(
                        alert -> assertThat(alert.at("/annotations/runbook_url").asText())
                                .isEqualTo("docs/runbook.md#"
                                        + alert.path("alert").asText().toLowerCase(Locale.ROOT)));
    }
}
