package com.bananacards.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The chart as a whole: it lints, renders, is what Kubernetes knows, and refuses bad values by name. */
class ChartTest {

    static List<String> tried() {
        return Chart.tried().stream()
                .map(file -> file.getFileName().toString().replace("-values.yaml", ""))
                .toList();
    }

    private static Path file(String values) {
        return Chart.FOLDER.resolve("ci").resolve(values + "-values.yaml");
    }

    @ParameterizedTest
    @MethodSource("tried")
    void aStrictLintFindsNothing(String values, @TempDir Path empty) throws IOException {
        LintResult result = Chart.lint(file(values), empty);

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages()).noneMatch(line -> line.startsWith("[WARNING]"));
    }

    @ParameterizedTest
    @MethodSource("tried")
    void everyManifestIsWhatKubernetesKnows(String values) {
        List<Manifest> manifests = Chart.render(values, Map.of());

        assertThat(manifests).hasSizeGreaterThan(3);
        manifests.forEach(KubernetesModels::check);
    }

    @Test
    void aMisspeltMemberIsFound() {
        Manifest deployment = deployment();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0/readinessProbe"))
                .put("periodSecond", 1);

        assertThatThrownBy(() -> KubernetesModels.check(deployment))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("periodSecond");
    }

    @Test
    void aMemberOfTheWrongTypeIsFound() {
        Manifest deployment = deployment();
        ((ObjectNode) deployment.at("/spec")).put("minReadySeconds", "soon");

        assertThatThrownBy(() -> KubernetesModels.check(deployment))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("soon");
    }

    @Test
    void aMissingRequiredMemberIsFound() {
        Manifest deployment = deployment();
        ((ObjectNode) deployment.at("/spec")).remove("selector");

        assertThatThrownBy(() -> KubernetesModels.check(deployment))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("selector");
    }

    private static Manifest deployment() {
        return Chart.render("required", Map.of()).stream()
                .filter(manifest -> manifest.kind().equals("Deployment"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyTemplateIsRenderedByOneOfTheTriedValues() {
        List<String> rendered = tried().stream()
                .flatMap(values -> Chart.render(values, Map.of()).stream())
                .map(Manifest::template)
                .toList();

        assertThat(Chart.templates())
                .extracting(file ->
                        Chart.FOLDER.resolve("templates").relativize(file).toString())
                .allMatch(rendered::contains);
    }

    @Test
    void withoutValuesEveryRequiredOneIsNamedAtOnce() {
        assertThatThrownBy(Chart::textOfNothing)
                .hasMessageContaining("values are missing")
                .hasMessageContaining("bananatech.baseUrl")
                .hasMessageContaining("bananatech.merchantId")
                .hasMessageContaining("bananatech.existingSecret")
                .hasMessageContaining("sensitive.existingSecret")
                .hasMessageContaining("database.url")
                .hasMessageContaining("database.existingSecret")
                .hasMessageContaining("oidc.authServerUrl or oidc.publicKey");
    }

    @ParameterizedTest
    @CsvSource({
        "ingress, ingress.host",
        "gateway, gateway.parentRefs",
        "webhooks.ingress, webhooks.ingress.host",
        "webhooks.gateway, webhooks.gateway.parentRefs",
        "externalSecrets, externalSecrets.storeRef",
    })
    void whatIsEnabledWithoutWhatItNeedsIsNamed(String what, String missing) {
        assertThatThrownBy(() -> Chart.text("required", Map.of(what + ".enabled", true)))
                .hasMessageContaining(missing + ": it is enabled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas                        | three                     | replicas",
                "replica                         | 3                         | replica",
                "image.tag                       | latest                    | tag",
                "bananatech.baseUrl              | https://api.example.com/  | baseUrl",
                "bananatech.merchantId           | 42                        | merchantId",
                "bananatech.webhookUrl           | https://hooks.example.com | webhookUrl",
                "database.url                    | jdbc:postgresql://db/x    | url",
                "database.url                    | postgresql://u:p@db/x     | url",
                "migration.mode                  | never                     | mode",
                "drain.delaySeconds              | 0                         | delaySeconds",
                "networkPolicy.database.port     | 70000                     | port",
                "topologySpread.whenUnsatisfiable | Never                    | whenUnsatisfiable",
                "resources.limits.memory         | plenty                    | memory",
                "config.SENSITIVE_DATA_KEYS      | x                         | SENSITIVE_DATA_KEYS",
                "config.QUARKUS_DATASOURCE_PASSWORD | x                      |"
                        + " QUARKUS_DATASOURCE_PASSWORD",
                "config.QUARKUS_SHUTDOWN_TIMEOUT | 1S                        |"
                        + " QUARKUS_SHUTDOWN_TIMEOUT",
                "config.lower                    | x                         | lower",
            })
    void aBadValueIsRefusedByName(String value, String bad, String named) {
        assertThatThrownBy(() -> Chart.text("required", Map.of(value, bad)))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(named);
    }

    @Test
    void aJobCantMigrateADatabaseThatComesWithTheRelease() {
        assertThatThrownBy(() -> Chart.text("gateway", Map.of("migration.mode", "job")))
                .hasMessageContaining("migration.mode is job");
    }

    @Test
    void theSchemaKnowsEveryValueAndNoOther() throws IOException {
        JsonNode values =
                Chart.YAML.readTree(Chart.FOLDER.resolve("values.yaml").toFile());
        JsonNode schema =
                Chart.YAML.readTree(Chart.FOLDER.resolve("values.schema.json").toFile());

        assertThat(schema.path("properties").propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(java.util.stream.Stream.concat(
                                values.propertyStream().map(Map.Entry::getKey),
                                java.util.stream.Stream.of("global"))
                        .toList());
    }
}
