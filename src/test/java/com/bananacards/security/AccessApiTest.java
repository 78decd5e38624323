package com.bananacards.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.AccessTable;
import com.bananacards.testsupport.AccessTable.Row;
import com.bananacards.testsupport.AccessTable.Who;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Endpoints;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Every method and path, asked as everybody, is answered as {@code docs/access.md} says. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AccessApiTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> REFUSED = Set.of(401, 403, 404);
    private static final List<Row> ROWS = AccessTable.rows();

    private static Map<String, String> adas;
    private static Map<String, String> bobs;

    private record Answer(int status, String body) {}

    @BeforeEach
    void twoCardholdersWithOneOfEverything() {
        if (adas == null) {
            bobs = everything();
            adas = everything();
            assertThat(adas.get("key")).isNotEqualTo(bobs.get("key"));
        }
    }

    private static Map<String, String> everything() {
        Api merchant = Api.merchant();
        Map<String, String> things = new HashMap<>();
        String card = merchant.fundedCard("40.00");
        String cardholder = merchant.card(card).getString("cardholder_id");
        things.put("card", card);
        things.put("cardholder", cardholder);
        things.put("operation", merchant.get("/v1/operations?card_id=" + card).path("data[0].id"));
        SandboxControl.post(
                "/cards/" + merchant.issuerCard(card) + "/challenge",
                Map.of("amount", 5, "merchant", "Banana Air", "expires_in_ms", 600_000));
        String waiting = "/v1/challenges?card_id=" + card;
        await().until(() -> !merchant.get(waiting).jsonPath().getList("data").isEmpty());
        things.put("challenge", merchant.get(waiting).path("data[0].id"));
        things.put(
                "delivery", Api.operator().get("/v1/admin/deliveries?limit=1").path("data[0].id"));
        things.put("key", locked(cardholder, card));
        return things;
    }

    /** @return the key under which the owner locked the card: who repeats it gets the owner's answer */
    private static String locked(String cardholder, String card) {
        String key = UUID.randomUUID().toString();
        Api.cardholder(cardholder)
                .request(key)
                .header("Prefer", "wait=20")
                .post("/v1/cards/" + card + "/lock")
                .then()
                .statusCode(200);
        return key;
    }

    @Test
    void everyMethodAndPathHasARowAndEveryRowAMethodAndPath() throws Exception {
        JsonNode api = JSON.readTree(
                ask("GET", "/q/openapi?format=json", Map.of(), null).body());
        Set<String> answered = new TreeSet<>(Endpoints.described(api));
        answered.addAll(Endpoints.coded());
        Set<String> rows = ROWS.stream()
                .map(Row::operation)
                .filter(row -> !row.contains(" /q/"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(answered).contains("GET /v1/events", "PUT /v1/cards/{id}/pin");
        assertThat(rows).isEqualTo(answered);
    }

    @Test
    void everybodyIsAnsweredAsTheTableSays() throws Exception {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Row row : ROWS) {
            for (Who who : Who.values()) {
                if (row.answer(who).equals("–")) {
                    continue;
                }
                for (String token : tokens(who)) {
                    Answer answer = ask(row, token, who == Who.ANOTHERS ? bobs : adas);
                    asked++;
                    fault(row, who, answer).forEach(wrong::add);
                }
            }
        }
        System.out.printf("%d rows, %d requests%n", ROWS.size(), asked);
        assertThat(wrong).isEmpty();
    }

    private static List<String> fault(Row row, Who who, Answer answer) throws IOException {
        String expected = row.answer(who);
        boolean asSaid = expected.equals("yes")
                ? !REFUSED.contains(answer.status()) && answer.status() < 500
                : answer.status() == Integer.parseInt(expected);
        if (!asSaid) {
            return List.of("%s as %s: %d instead of %s %s"
                    .formatted(row, who, answer.status(), expected, answer.body()));
        }
        return who == Who.OWN && answer.status() == 200 ? strangersIn(row, answer) : List.of();
    }

    /** Of what a cardholder is shown, nothing is another's. */
    private static List<String> strangersIn(Row row, Answer answer) {
        return bobs.entrySet().stream()
                .filter(thing -> !thing.getKey().equals("delivery"))
                .filter(thing -> answer.body().contains(thing.getValue()))
                .map(thing -> row + " shows another's " + thing.getKey())
                .toList();
    }

    @Test
    void anothersThingIsRefusedInTheWordsOfOneThatDoesNotExist() throws Exception {
        Map<String, String> nothing = new HashMap<>(adas);
        nothing.replaceAll((thing, id) -> UUID.randomUUID().toString());
        for (Row row : ROWS) {
            if (row.answer(Who.ANOTHERS).equals("404")) {
                String token = tokens(Who.OWN).getFirst();
                Answer anothers = ask(row, token, bobs);
                Answer nobodys = ask(row, token, nothing);
                assertThat(anothers.status()).as(row.toString()).isEqualTo(nobodys.status());
                assertThat(withoutIds(anothers.body()))
                        .as(row.toString())
                        .isEqualTo(withoutIds(nobodys.body()));
            }
        }
    }

    private static String withoutIds(String body) {
        return body.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
    }

    private static List<String> tokens(Who who) {
        return switch (who) {
            case NOBODY -> List.of("");
            case BAD_TOKEN -> List.of(Tokens.expired(), Tokens.ofAnotherKey(), Tokens.unsigned());
            case MERCHANT -> List.of(Tokens.merchant());
            case OPERATOR -> List.of(Tokens.operator());
            case OWN, ANOTHERS -> List.of(Tokens.cardholder(adas.get("cardholder")));
        };
    }

    private static Answer ask(Row row, String token, Map<String, String> things) throws Exception {
        Map<String, String> headers = new HashMap<>();
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        row.header()
                .ifPresent(
                        header -> headers.put(header.getKey(), filled(header.getValue(), things)));
        String body = row.body().map(text -> filled(text, things)).orElse(null);
        return ask(row.method(), filled(row.path(), things), headers, body);
    }

    private static String filled(String text, Map<String, String> things) {
        String filled = text.replace("{kind}", "CARD_CLOSE");
        for (Map.Entry<String, String> thing : things.entrySet()) {
            filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        return filled;
    }

    /** Of a stream the status is enough. */
    private static Answer ask(String method, String path, Map<String, String> headers, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body == null ? "{}" : body));
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        HttpResponse<InputStream> answer =
                CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            boolean endless = answer.headers()
                    .firstValue("Content-Type")
                    .orElse("")
                    .startsWith("text/event-stream");
            return new Answer(
                    answer.statusCode(),
                    endless ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
