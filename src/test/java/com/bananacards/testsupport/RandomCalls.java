package com.bananacards.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Calls of the API at random, made from its description: mostly legal, each part illegal now and then. */
public final class RandomCalls {

    /** One never ends; one reads the issuer's lists for minutes; one stops what other tests need. */
    private static final Set<String> NOT_CALLED =
            Set.of("/v1/events", "/v1/admin/rebuild", "/v1/admin/switches/{kind}");

    private static final List<String> ODD = List.of(
            "",
            " ",
            "null",
            "-1",
            "0",
            "1e999",
            "999999999999999999999",
            "true",
            "' OR '1'='1",
            "\u0000",
            "\uD83C\uDF4C",
            "١٢٣٤",
            "../../etc/passwd",
            "%00",
            "a".repeat(2_000));
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "[]",
            "{}",
            "\"\"",
            "\"\\u0000\"",
            "[[[[[[]]]]]]",
            "1.5",
            "\"" + "9".repeat(40) + "\"",
            "123456789012345678901234567890");
    private static final List<String> ODD_BODIES = List.of(
            "", "{", "[]", "null", "\"text\"", "{\"a\":1,\"a\":2}", "\uFEFF{}", "{}{}", "NaN");

    /** One call. */
    public record Call(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            String body) {

        /** Sends it. */
        public Response send() {
            RequestSpecification request =
                    RestAssured.given().queryParams(query).headers(headers);
            if (body != null) {
                request.body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            return request.request(method, path);
        }
    }

    private record Described(String method, String path, JsonNode operation) {}

    private final List<Described> operations = new ArrayList<>();
    private final JsonNode api;
    private final Random random;
    private final Map<String, List<String>> things;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    /** @param things ids that exist: of {@code card}s and a {@code cardholder} */
    public RandomCalls(JsonNode api, long seed, Map<String, List<String>> things) {
        this.api = api;
        this.things = things;
        random = new Random(seed);
        api.path("paths").properties().stream()
                .filter(path -> !NOT_CALLED.contains(path.getKey()))
                .forEach(path -> path.getValue().properties().stream()
                        .map(one -> new Described(
                                one.getKey().toUpperCase(), path.getKey(), one.getValue()))
                        .forEach(operations::add));
        tokens.put("merchant", Tokens.merchant());
        tokens.put("operator", Tokens.operator());
        tokens.put("cardholder", Tokens.cardholder(things.get("cardholder").getFirst()));
        tokens.put("nonsense", "ey.ey.ey");
    }

    /** The next one; the same seed makes the same calls, but for keys and ids. */
    public Call next() {
        Described one = pick(operations);
        String method =
                rarely() ? pick(List.of("GET", "POST", "PUT", "DELETE", "PATCH")) : one.method();
        return new Call(method, path(one), query(one), headers(one), body(one));
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private boolean rarely() {
        return random.nextInt(12) == 0;
    }

    private String path(Described one) {
        String id = rarely()
                ? pick(List.of("x", "1", UUID.randomUUID() + "1", "%00", "a".repeat(300)))
                : rarely()
                        ? UUID.randomUUID().toString()
                        : pick(things.get(
                                one.path().contains("cardholders") ? "cardholder" : "card"));
        return one.path().replace("{id}", id);
    }

    private Map<String, String> query(Described one) {
        Map<String, String> query = new LinkedHashMap<>();
        for (JsonNode parameter : one.operation().path("parameters")) {
            if (parameter.path("in").asText().equals("query") && random.nextInt(3) == 0) {
                query.put(
                        parameter.path("name").asText(),
                        rarely() ? pick(ODD) : legal(parameter.path("schema")));
            }
        }
        if (rarely()) {
            query.put("unheard_of", "1");
        }
        return query;
    }

    private Map<String, String> headers(Described one) {
        Map<String, String> headers = new LinkedHashMap<>();
        String role = pick(List.of(
                "merchant",
                "merchant",
                "merchant",
                "merchant",
                "operator",
                "cardholder",
                "nonsense"));
        if (!rarely()) {
            headers.put("Authorization", "Bearer " + tokens.get(role));
        }
        if (!rarely()) {
            headers.put(
                    "Idempotency-Key",
                    rarely()
                            ? pick(List.of("same", "", "k".repeat(300), "k\tk"))
                            : "r" + UUID.randomUUID());
        }
        if (random.nextInt(4) == 0) {
            headers.put(
                    "Prefer", rarely() ? pick(List.of("wait=-1", "wait=x", "wait=")) : "wait=1");
        }
        if (one.operation().has("requestBody") || rarely()) {
            headers.put(
                    "Content-Type",
                    rarely()
                            ? pick(List.of("text/plain", "application/xml", "nonsense"))
                            : "application/json");
        }
        if (rarely()) {
            headers.put("Accept", pick(List.of("application/xml", "*/*", "text/html")));
        }
        return headers;
    }

    private String body(Described one) {
        if (!one.operation().has("requestBody")) {
            return null;
        }
        if (rarely()) {
            return pick(ODD_BODIES);
        }
        ObjectNode legal = (ObjectNode)
                object(one.operation().at("/requestBody/content/application~1json/schema"));
        if (rarely()) {
            List<String> names = new ArrayList<>();
            legal.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || rarely() ? "unheard_of" : pick(names);
            String odd = pick(ODD_VALUES);
            return legal.put(name, "ODD").toString().replace("\"ODD\"", odd);
        }
        return legal.toString();
    }

    private JsonNode object(JsonNode schema) {
        ObjectNode object = new ObjectMapper().createObjectNode();
        JsonNode whole = resolved(schema);
        whole.path("properties").properties().forEach(member -> {
            boolean required =
                    whole.path("required").toString().contains("\"" + member.getKey() + "\"");
            if (!required && random.nextInt(3) > 0) {
                return;
            }
            JsonNode type = resolved(member.getValue());
            switch (type.path("type").asText()) {
                case "integer" -> object.put(member.getKey(), 1 + random.nextInt(8));
                case "boolean" -> object.put(member.getKey(), random.nextBoolean());
                case "object" -> object.set(member.getKey(), object(type));
                default -> object.put(member.getKey(), text(member.getKey(), type));
            }
        });
        return object;
    }

    private String text(String name, JsonNode type) {
        return switch (name) {
            case "cardholder_id" -> pick(things.get("cardholder"));
            case "email" -> "r" + UUID.randomUUID() + "@example.com";
            case "card_number" -> random.nextBoolean() ? Api.stockedNumber() : Api.unknownNumber();
            case "pin" -> "%06d".formatted(random.nextInt(1_000_000));
            case "amount", "deposit_amount" -> random.nextInt(60) + "." + (10 + random.nextInt(90));
            default -> legal(type);
        };
    }

    private String legal(JsonNode schema) {
        JsonNode type = resolved(schema);
        if (type.has("enum")) {
            return type.path("enum")
                    .get(random.nextInt(type.path("enum").size()))
                    .asText();
        }
        if (type.has("examples")) {
            return type.path("examples").get(0).asText();
        }
        return switch (type.path("type").asText()) {
            case "integer" -> Integer.toString(1 + random.nextInt(20));
            case "boolean" -> Boolean.toString(random.nextBoolean());
            default ->
                type.path("format").asText().equals("uuid")
                        ? pick(things.get("card"))
                        : Integer.toHexString(random.nextInt());
        };
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref")
                ? resolved(api.at(schema.path("$ref").asText().substring(1)))
                : schema;
    }
}
