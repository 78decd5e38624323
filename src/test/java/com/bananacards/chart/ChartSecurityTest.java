package com.bananacards.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What must be so of every pod and ConfigMap, whatever values are tried: Kubernetes' "restricted" profile and more. */
class ChartSecurityTest {

    private static final Pattern SECRET =
            Pattern.compile("(?i)SECRET_KEYS|SENSITIVE_|PASSWORD|USERNAME|PRIVATE|CREDENTIAL");
    private static final List<Manifest> ALL = new ArrayList<>();

    @BeforeAll
    static void renderAll() {
        ChartTest.tried().forEach(values -> ALL.addAll(Chart.render(values, Map.of())));
    }

    private static List<Manifest> withPods() {
        List<Manifest> pods = ALL.stream().filter(Manifest::hasPods).toList();
        assertThat(pods).extracting(Manifest::kind).contains("Deployment", "Job", "Pod");
        return pods;
    }

    private static List<JsonNode> containers() {
        List<JsonNode> containers = new ArrayList<>();
        withPods().forEach(pods -> pods.podSpec().path("containers").forEach(containers::add));
        return containers;
    }

    @Test
    void nobodyIsRoot() {
        withPods().forEach(pods -> {
            JsonNode security = pods.podSpec().path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean())
                    .as(pods.toString())
                    .isTrue();
            assertThat(security.path("runAsUser").asInt()).isPositive();
            assertThat(security.path("runAsGroup").asInt()).isPositive();
            assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        });
    }

    @Test
    void noContainerHasAPrivilegeOrCanWriteItsRoot() {
        containers().forEach(container -> {
            JsonNode security = container.path("securityContext");
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.path("privileged").asBoolean(true)).isFalse();
            assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
        });
    }

    @Test
    void everyContainerHasItsLimit() {
        containers().forEach(container -> {
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
            assertThat(container.at("/resources/requests/memory").asText()).isNotEmpty();
            assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
        });
    }

    @Test
    void nothingOfTheNodeIsShared() {
        withPods().forEach(pods -> {
            assertThat(pods.podSpec().has("hostNetwork")).isFalse();
            assertThat(pods.podSpec().has("hostPID")).isFalse();
            assertThat(pods.podSpec().has("hostIPC")).isFalse();
            pods.podSpec()
                    .path("volumes")
                    .forEach(volume -> assertThat(volume.has("emptyDir")).isTrue());
        });
    }

    @Test
    void nobodyHasATokenOfKubernetes() {
        withPods()
                .forEach(pods -> assertThat(pods.podSpec()
                                .path("automountServiceAccountToken")
                                .asBoolean(true))
                        .as(pods.toString())
                        .isFalse());
        ALL.stream()
                .filter(one -> one.kind().equals("ServiceAccount"))
                .forEach(account -> assertThat(
                                account.at("/automountServiceAccountToken").asBoolean(true))
                        .isFalse());
        assertThat(ALL).noneMatch(one -> one.kind().contains("Role"));
    }

    @Test
    void noSecretIsInAConfigMapOrWrittenOut() {
        assertThat(ALL).noneMatch(one -> one.kind().equals("Secret"));
        ALL.stream()
                .filter(one -> one.kind().equals("ConfigMap"))
                .forEach(map -> assertThat(map.at("/data").propertyStream().map(Map.Entry::getKey))
                        .noneMatch(key -> SECRET.matcher(key).find()));
        containers()
                .forEach(container -> container.path("env").forEach(variable -> {
                    if (SECRET.matcher(variable.path("name").asText()).find()) {
                        assertThat(variable.has("value"))
                                .as(variable.toString())
                                .isFalse();
                        assertThat(variable.at("/valueFrom/secretKeyRef/name").asText())
                                .isNotEmpty();
                    }
                }));
    }

    @Test
    void healthAndMetricsAreNeverShownOutside() {
        ALL.stream()
                .filter(one -> one.kind().equals("Ingress") || one.kind().equals("HTTPRoute"))
                .forEach(door -> assertThat(door.tree().findValuesAsText("path").toString()
                                + door.tree().findValuesAsText("value"))
                        .as(door.toString())
                        .doesNotContain("/q")
                        .containsPattern("/v1|/webhooks/bananatech"));
    }
}
