package com.bananacards.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Set;

/**
 * What Kubernetes would say of a manifest. Two readings: the models of fabric8, into which every member must fit by name
 * and type; and the validation that the official client was generated with from Kubernetes' own OpenAPI schemas, which
 * knows what is required too.
 */
final class KubernetesModels {

    /** Resources of operators: known to fabric8 and not to Kubernetes itself. */
    private static final Set<String> OF_OPERATORS =
            Set.of("HTTPRoute", "ServiceMonitor", "PrometheusRule");

    /** Resources of operators that no published model describes; their tests name each member. */
    static final Set<String> WITHOUT_A_MODEL = Set.of("ExternalSecret", "Cluster");

    private static final KubernetesSerialization REGISTERED = new KubernetesSerialization();
    private static final ObjectMapper STRICT =
            new ObjectMapper().setAnnotationIntrospector(new NothingIsLeftOver());

    private KubernetesModels() {}

    /** fabric8's models take what they don't know into a map; here they may not. */
    private static final class NothingIsLeftOver extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    /** @throws AssertionError that says what does not fit */
    static void check(Manifest manifest) {
        if (WITHOUT_A_MODEL.contains(manifest.kind())) {
            return;
        }
        readByFabric8(manifest);
        if (!OF_OPERATORS.contains(manifest.kind())) {
            validateAsTheOfficialClient(manifest);
        }
    }

    private static void readByFabric8(Manifest manifest) {
        Object read = read(manifest);
        if (!(read instanceof HasMetadata)
                || read.getClass().getSimpleName().startsWith("Generic")) {
            throw new AssertionError(manifest + ": no such resource");
        }
        try {
            STRICT.treeToValue(manifest.tree(), read.getClass());
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(manifest + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Object read(Manifest manifest) {
        try {
            return REGISTERED.unmarshal(manifest.tree().toString());
        } catch (KubernetesClientException wrong) {
            throw new AssertionError(manifest + ": " + wrong.getCause().getMessage(), wrong);
        }
    }

    private static void validateAsTheOfficialClient(Manifest manifest) {
        JsonElement json = JsonParser.parseString(manifest.tree().toString());
        try {
            Class.forName(model(manifest.tree()))
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, json);
        } catch (InvocationTargetException wrong) {
            throw new AssertionError(
                    manifest + ": " + wrong.getCause().getMessage(), wrong.getCause());
        } catch (ReflectiveOperationException unknown) {
            throw new AssertionError(manifest + ": no such resource", unknown);
        }
    }

    private static String model(JsonNode tree) {
        String version = tree.path("apiVersion").asText();
        String last = version.substring(version.indexOf('/') + 1);
        return "io.kubernetes.client.openapi.models." + last.toUpperCase(Locale.ROOT)
                + tree.path("kind").asText();
    }
}
