package com.bananacards.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each template makes of its values. */
class ChartTemplatesTest {

    private static final String REQUIRED = "required";
    private static final String PRODUCTION = "production";
    private static final String GATEWAY = "gateway";
    private static final String SMALL = "small";

    private static List<Manifest> of(String template, String values, Map<String, ?> more) {
        return Chart.render(values, more).stream()
                .filter(manifest -> manifest.template().equals(template + ".yaml"))
                .toList();
    }

    private static Manifest one(String template, String values, Map<String, ?> more) {
        List<Manifest> all = of(template, values, more);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Manifest one(String template, String values) {
        return one(template, values, Map.of());
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return list.valueStream().map(item -> item.at(pointer).asText()).toList();
    }

    @Test
    void deploymentDrainsLongerThanTheServiceNeeds() {
        Manifest deployment =
                one("deployment", REQUIRED, Map.of("drain.delaySeconds", 7, "image.tag", "1.2.3"));
        JsonNode settings =
                one("configmap", REQUIRED, Map.of("drain.delaySeconds", 7)).at("/data");

        JsonNode container = deployment.podSpec().at("/containers/0");
        assertThat(settings.path("QUARKUS_SHUTDOWN_DELAY").asText()).isEqualTo("7S");
        assertThat(settings.path("QUARKUS_SHUTDOWN_TIMEOUT").asText()).isEqualTo("20S");
        assertThat(container.at("/lifecycle/preStop/sleep/seconds").asInt()).isEqualTo(5);
        assertThat(deployment.podSpec().path("terminationGracePeriodSeconds").asInt())
                .isEqualTo(5 + 7 + 20 + 10);
        assertThat(container.path("image").asText()).isEqualTo("bananacards:1.2.3");
        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(3);
    }

    @Test
    void deploymentSeesAReplicaThatDrainsBeforeItStopsServing() {
        Manifest deployment = one("deployment", REQUIRED);

        JsonNode container = deployment.podSpec().at("/containers/0");
        JsonNode ready = container.path("readinessProbe");
        int seen = ready.path("periodSeconds").asInt()
                * ready.path("failureThreshold").asInt();
        assertThat(seen).isLessThan(5);
        assertThat(container.at("/startupProbe/httpGet/path").asText())
                .isEqualTo("/q/health/started");
        assertThat(ready.at("/httpGet/path").asText()).isEqualTo("/q/health/ready");
        assertThat(container.at("/livenessProbe/httpGet/path").asText())
                .isEqualTo("/q/health/live");
        assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1))
                .isZero();
    }

    @Test
    void deploymentIsMadeAnewWhenASettingChanges() {
        String checksum = "/spec/template/metadata/annotations/checksum~1config";

        assertThat(one("deployment", REQUIRED).at(checksum).asText())
                .hasSize(64)
                .isEqualTo(one("deployment", REQUIRED).at(checksum).asText())
                .isNotEqualTo(one("deployment", REQUIRED, Map.of("config.INBOX_POLL", "2S"))
                        .at(checksum)
                        .asText());
    }

    @Test
    void deploymentLeavesTheNumberOfReplicasToTheAutoscaler() {
        Manifest deployment = one("deployment", PRODUCTION);

        assertThat(deployment.at("/spec/replicas").isMissingNode()).isTrue();
        assertThat(deployment.podSpec().at("/containers/0/image").asText()).contains("@sha256:");
        assertThat(texts(deployment.podSpec().path("topologySpreadConstraints"), "/topologyKey"))
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(deployment.podSpec().path("imagePullSecrets").toString()).contains("images");
    }

    @Test
    void deploymentTakesTheFiveSecretsFromSecrets() {
        JsonNode variables = one("deployment", REQUIRED).podSpec().at("/containers/0/env");

        assertThat(texts(variables, "/name"))
                .containsExactly(
                        "BANANATECH_SECRET_KEYS",
                        "SENSITIVE_DATA_KEYS",
                        "SENSITIVE_FINGERPRINT_KEY",
                        "QUARKUS_DATASOURCE_USERNAME",
                        "QUARKUS_DATASOURCE_PASSWORD");
        assertThat(texts(variables, "/valueFrom/secretKeyRef/name"))
                .containsExactly(
                        "bananacards-bananatech",
                        "bananacards-sensitive",
                        "bananacards-sensitive",
                        "bananacards-database",
                        "bananacards-database");
    }

    @Test
    void deploymentTakesTheKeysOfBrowsersOnlyWhereThereAreSome() {
        JsonNode variables = one("deployment", PRODUCTION).podSpec().at("/containers/0/env");

        assertThat(texts(variables, "/name")).contains("SENSITIVE_JWE_KEYS").hasSize(6);
        assertThat(texts(variables, "/valueFrom/secretKeyRef/key")).contains("jwe-keys");
    }

    @Test
    void configMapHoldsTheRest() {
        JsonNode data = one("configmap", PRODUCTION).at("/data");

        assertThat(data.path("BANANATECH_BASE_URL").asText())
                .isEqualTo("https://api.bananatech.example.com");
        assertThat(data.path("QUARKUS_OIDC_TOKEN_AUDIENCE").asText()).isEqualTo("bananacards");
        assertThat(data.path("SETTLEMENT_DEADLINE").asText()).isEqualTo("30M");
        assertThat(data.path("QUARKUS_FLYWAY_MIGRATE_AT_START").asText()).isEqualTo("false");
        assertThat(one("configmap", REQUIRED).at("/data").has("QUARKUS_FLYWAY_MIGRATE_AT_START"))
                .isFalse();
    }

    @Test
    void serviceFindsThePods() {
        Manifest service = one("service", PRODUCTION);
        JsonNode labels = one("deployment", PRODUCTION).at("/spec/template/metadata/labels");

        assertThat(service.at("/spec/selector").properties())
                .isNotEmpty()
                .isSubsetOf(labels.properties());
        assertThat(service.at("/spec/ports/0/targetPort").asText()).isEqualTo("http");
    }

    @Test
    void serviceAccountIsMadeOrNamed() {
        assertThat(one("serviceaccount", PRODUCTION).name())
                .isEqualTo(one("deployment", PRODUCTION)
                        .podSpec()
                        .path("serviceAccountName")
                        .asText());
        assertThat(of("serviceaccount", SMALL, Map.of())).isEmpty();
        assertThat(one("deployment", SMALL).podSpec().path("serviceAccountName").asText())
                .isEqualTo("default");
    }

    @Test
    void budgetLetsOneReplicaGoAtATime() {
        Manifest budget = one("poddisruptionbudget", REQUIRED);

        assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
        assertThat(budget.at("/spec/selector/matchLabels"))
                .isEqualTo(one("deployment", REQUIRED).at("/spec/selector/matchLabels"));
        assertThat(of("poddisruptionbudget", SMALL, Map.of())).isEmpty();
    }

    @Test
    void autoscalerLooksAtProcessorAndLag() {
        Manifest autoscaler = one("hpa", PRODUCTION);

        assertThat(autoscaler.at("/spec/scaleTargetRef/name").asText())
                .isEqualTo(one("deployment", PRODUCTION).name());
        assertThat(autoscaler.at("/spec/metrics/0/resource/name").asText()).isEqualTo("cpu");
        assertThat(autoscaler.at("/spec/metrics/1/pods/metric/name").asText())
                .isEqualTo("bananacards_inbox_lag_seconds");
        assertThat(of("hpa", REQUIRED, Map.of())).isEmpty();
    }

    @Test
    void ingressShowsTheApiAlone() {
        Manifest ingress = one("ingress", PRODUCTION);

        JsonNode rule = ingress.at("/spec/rules/0");
        assertThat(rule.path("host").asText()).isEqualTo("cards.example.com");
        assertThat(texts(rule.at("/http/paths"), "/path")).containsExactly("/v1");
        assertThat(ingress.at("/spec/tls/0/secretName").asText()).isEqualTo("cards-tls");
    }

    @Test
    void ingressOfWebhooksShowsTheirPathAlone() {
        Manifest ingress = one("ingress-webhooks", PRODUCTION);

        JsonNode rule = ingress.at("/spec/rules/0");
        assertThat(rule.path("host").asText()).isEqualTo("hooks.example.com");
        assertThat(texts(rule.at("/http/paths"), "/path")).containsExactly("/webhooks/bananatech");
        assertThat(texts(rule.at("/http/paths"), "/pathType")).containsExactly("Exact");
    }

    @Test
    void routeShowsTheApiAlone() {
        Manifest route = one("httproute", GATEWAY);

        assertThat(route.at("/spec/hostnames/0").asText()).isEqualTo("cards.example.com");
        assertThat(route.at("/spec/rules/0/matches/0/path/value").asText()).isEqualTo("/v1");
        assertThat(route.at("/spec/parentRefs/0/name").asText()).isEqualTo("inside");
        assertThat(route.at("/spec/rules/0/backendRefs/0/name").asText())
                .isEqualTo(one("service", GATEWAY).name());
    }

    @Test
    void theConsoleIsShownBesideTheApiWhereThatIsAskedFor() {
        JsonNode rule = one("ingress", PRODUCTION, Map.of("ingress.console", true))
                .at("/spec/rules/0/http/paths");
        JsonNode matches = one("httproute", GATEWAY, Map.of("gateway.console", true))
                .at("/spec/rules/0/matches");

        assertThat(texts(rule, "/path")).containsExactly("/v1", "/console");
        assertThat(texts(rule, "/backend/service/port/name")).containsOnly("http");
        assertThat(texts(matches, "/path/value")).containsExactly("/v1", "/console");
    }

    @Test
    void routeOfWebhooksTakesOnlyPostsToTheirPath() {
        JsonNode match = one("httproute-webhooks", GATEWAY).at("/spec/rules/0/matches/0");

        assertThat(match.at("/path/type").asText()).isEqualTo("Exact");
        assertThat(match.at("/path/value").asText()).isEqualTo("/webhooks/bananatech");
        assertThat(match.path("method").asText()).isEqualTo("POST");
    }

    @Test
    void networkPolicyLetsOutOnlyToWhatIsNeeded() {
        JsonNode out = one("networkpolicy", PRODUCTION).at("/spec/egress");

        assertThat(texts(out, "/ports/0/port")).containsExactly("53", "5432", "443", "8443");
        assertThat(texts(out, "/to/0/ipBlock/cidr"))
                .containsExactly("", "10.20.0.0/16", "203.0.113.0/24", "");
        assertThat(one("networkpolicy", PRODUCTION).at("/spec/policyTypes").toString())
                .contains("Ingress", "Egress");
        assertThat(of("networkpolicy", SMALL, Map.of())).isEmpty();
    }

    @Test
    void networkPolicyByItselfReachesNoPrivateAddressButTheDatabase() {
        JsonNode out = one("networkpolicy", REQUIRED).at("/spec/egress");

        assertThat(out.at("/1/to").isMissingNode()).isTrue();
        assertThat(texts(out.at("/2/to"), "/ipBlock/cidr")).containsExactly("0.0.0.0/0", "::/0");
        assertThat(out.at("/2/to/0/ipBlock/except").toString()).contains("10.0.0.0/8", "169.254");
        assertThat(one("networkpolicy", GATEWAY)
                        .at("/spec/egress/1/to/0/podSelector")
                        .toString())
                .contains(one("cluster", GATEWAY).name());
    }

    @Test
    void networkPolicyLetsInCallersMetricsAndTheTest() {
        JsonNode in = one("networkpolicy", PRODUCTION).at("/spec/ingress");

        assertThat(texts(in, "/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name"))
                .containsExactly("ingress-nginx", "", "monitoring");
        assertThat(in.at("/1/from/0/podSelector/matchLabels"))
                .isEqualTo(withoutChart(one("tests/test-health", PRODUCTION)));
    }

    private static JsonNode withoutChart(Manifest manifest) {
        JsonNode labels = manifest.at("/metadata/labels").deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) labels).remove("helm.sh/chart");
        return labels;
    }

    @Test
    void migrationRunsBeforeTheReplicasWithTheirSettings() {
        Manifest job = one("migration-job", PRODUCTION);

        assertThat(job.at("/metadata/annotations/helm.sh~1hook").asText())
                .isEqualTo("pre-install,pre-upgrade");
        assertThat(texts(job.podSpec().at("/containers/0/env"), "/name"))
                .contains("QUARKUS_INIT_AND_EXIT", "QUARKUS_DATASOURCE_REACTIVE_URL")
                .contains("BANANATECH_BASE_URL", "QUARKUS_DATASOURCE_PASSWORD")
                .doesNotHaveDuplicates();
        assertThat(job.podSpec().at("/containers/0/image"))
                .isEqualTo(one("deployment", PRODUCTION).podSpec().at("/containers/0/image"));
        assertThat(of("migration-job", REQUIRED, Map.of())).isEmpty();
    }

    @Test
    void monitorFindsTheServiceAndItsMetrics() {
        Manifest monitor = one("servicemonitor", PRODUCTION);

        assertThat(monitor.at("/spec/selector/matchLabels").properties())
                .isSubsetOf(one("service", PRODUCTION).at("/metadata/labels").properties());
        assertThat(monitor.at("/spec/endpoints/0/path").asText()).isEqualTo("/q/metrics");
        assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    }

    @Test
    void clusterKeepsWhatItAcknowledgedAndOutlivesTheRelease() {
        Manifest cluster = one("cluster", GATEWAY);

        assertThat(cluster.at("/spec").propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "instances",
                        "imageName",
                        "bootstrap",
                        "postgresql",
                        "storage",
                        "resources");
        assertThat(cluster.at("/spec/postgresql/parameters/max_connections").asText())
                .isEqualTo(Integer.toString(20 + 19 * (3 + 1)));
        assertThat(cluster.at("/spec/postgresql/synchronous/dataDurability").asText())
                .isEqualTo("required");
        assertThat(cluster.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                .isEqualTo("keep");
        assertThat(one("configmap", GATEWAY)
                        .at("/data/QUARKUS_DATASOURCE_REACTIVE_URL")
                        .asText())
                .isEqualTo("postgresql://" + cluster.name() + "-rw:5432/bananacards");
        assertThat(texts(
                        one("deployment", GATEWAY).podSpec().at("/containers/0/env"),
                        "/valueFrom/secretKeyRef/name"))
                .contains(cluster.name() + "-app");
    }

    @Test
    void externalSecretsMakeWhatTheDeploymentReads() {
        List<Manifest> made = of("externalsecrets", SMALL, Map.of());

        JsonNode read = one("deployment", SMALL).podSpec().at("/containers/0/env");
        Stream<String> keys = made.stream()
                .flatMap(secret -> texts(secret.at("/spec/data"), "/secretKey").stream()
                        .map(key -> secret.name() + "/" + key));
        assertThat(keys)
                .containsExactlyElementsOf(read.valueStream()
                        .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                        .map(from -> from.path("name").asText() + "/"
                                + from.path("key").asText())
                        .toList());
        assertThat(texts(made.getFirst().at("/spec/data"), "/remoteRef/key"))
                .containsExactly("tryout/bananatech");
        assertThat(of("externalsecrets", GATEWAY, Map.of())).hasSize(2);
    }

    @Test
    void testAsksTheServiceWhetherItIsReady() {
        Manifest test = one("tests/test-health", REQUIRED);

        assertThat(test.at("/metadata/annotations/helm.sh~1hook").asText()).isEqualTo("test");
        assertThat(test.at("/spec/containers/0/command").toString())
                .contains(one("service", REQUIRED).name() + ":80/q/health/ready");
        assertThat(of("tests/test-health", SMALL, Map.of())).isEmpty();
    }
}
