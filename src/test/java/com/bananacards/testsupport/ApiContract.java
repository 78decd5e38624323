package com.bananacards.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The API as {@code docs/openapi.yaml} describes it, to hold answers against: strictly, no member beyond it. */
public final class ApiContract {

    private static final String PROBLEM = "application/problem+json";
    /** What depends on how it was asked for, whatever was asked for. */
    private static final Set<Integer> OF_EVERY_OPERATION = Set.of(405, 406);

    private final JsonNode api;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private ApiContract(JsonNode api) {
        this.api = api;
        api.at("/components/schemas").forEach(ApiContract::close);
    }

    public static ApiContract ofFile() {
        try {
            return new ApiContract(
                    new YAMLMapper().readTree(Path.of("docs/openapi.yaml").toFile()));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void close(JsonNode schema) {
        boolean open = schema.at("/required").toString().contains("\"instance\"")
                || schema.has("additionalProperties")
                || !schema.has("properties");
        if (!open) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    public JsonNode api() {
        return api;
    }

    /** An answer of the service. */
    public record Answer(int status, String contentType, String body) {}

    /** In what an answer is not as described; nothing when it is. */
    public List<String> faults(String method, String path, Answer answer) {
        Optional<JsonNode> item = item(path);
        JsonNode operation = item.map(found -> found.path(method.toLowerCase())).orElse(null);
        if (operation == null || operation.isMissingNode()) {
            return faultsOfUndescribed(answer);
        }
        JsonNode response = operation.path("responses").path(Integer.toString(answer.status()));
        if (response.isMissingNode()) {
            return OF_EVERY_OPERATION.contains(answer.status())
                    ? faultsOfProblem(answer)
                    : List.of("status " + answer.status() + " is not described");
        }
        return response.has("content") ? faultsOfBody(response, answer) : faultsOfNothing(answer);
    }

    private List<String> faultsOfUndescribed(Answer answer) {
        return Set.of(401, 404, 405, 429, 503).contains(answer.status())
                ? faultsOfProblem(answer)
                : List.of("what is not described is answered with " + answer.status());
    }

    private static List<String> faultsOfNothing(Answer answer) {
        return answer.body().isEmpty() ? List.of() : List.of("a body, and none is described");
    }

    private List<String> faultsOfProblem(Answer answer) {
        return mediaType(answer).equals(PROBLEM)
                ? faults("Problem", ref("Problem"), answer.body())
                : List.of("a refusal that is no problem: " + answer.contentType());
    }

    private List<String> faultsOfBody(JsonNode response, Answer answer) {
        JsonNode content = response.path("content").path(mediaType(answer));
        if (content.isMissingNode()) {
            return List.of("media type " + answer.contentType() + " is not described");
        }
        if (mediaType(answer).equals("text/event-stream")) {
            return List.of();
        }
        List<String> faults = new ArrayList<>(
                faults(content.path("schema").toString(), content.path("schema"), answer.body()));
        if (mediaType(answer).equals(PROBLEM) && faults.isEmpty()) {
            faults.addAll(faultsOfCode(content, answer));
        }
        return faults;
    }

    private static List<String> faultsOfCode(JsonNode content, Answer answer) {
        String code = json(answer.body()).path("code").asText();
        return content.path("examples").has(code)
                ? List.of()
                : List.of("the problem " + code + " is not described");
    }

    private List<String> faults(String name, JsonNode schema, String body) {
        return schemas
                .computeIfAbsent(name, one -> compiled(schema))
                .validate(body, InputFormat.JSON)
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", api.path("components"));
        return registry.getSchema(whole.toString());
    }

    private static JsonNode ref(String name) {
        return new ObjectMapper().createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static JsonNode json(String body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String mediaType(Answer answer) {
        String type = answer.contentType() == null ? "" : answer.contentType();
        return type.replaceAll(";.*", "").strip();
    }

    /** What stands for a path; a path of its own goes before one with a variable. */
    private Optional<JsonNode> item(String path) {
        return api.path("paths").properties().stream()
                .filter(item -> fits(item.getKey(), path))
                .min(Comparator.comparing(item -> item.getKey().contains("{")))
                .map(Map.Entry::getValue);
    }

    private static boolean fits(String template, String path) {
        return path.matches(template.replaceAll("\\{\\w+}", "[^/]+"));
    }
}
