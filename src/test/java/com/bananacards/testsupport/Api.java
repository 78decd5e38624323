package com.bananacards.testsupport;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The merchant API as a merchant's backend calls it, over HTTP. */
public final class Api {

    private static final AtomicLong NEXT_NUMBER = new AtomicLong(5_718_264_930_170_000L);
    private static final String PATIENTLY = "wait=20";

    private final String token;

    private Api(String token) {
        this.token = token;
    }

    public static Api merchant() {
        return new Api(Tokens.merchant());
    }

    public static Api operator() {
        return new Api(Tokens.operator());
    }

    public static Api cardholder(String id) {
        return new Api(Tokens.cardholder(id));
    }

    public static Api with(String token) {
        return new Api(token);
    }

    /** A request with the token, a new idempotency key and JSON. */
    public RequestSpecification request() {
        return request(UUID.randomUUID().toString());
    }

    /** A request with the token, this idempotency key and JSON. */
    public RequestSpecification request(String key) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON);
    }

    /** A request that waits for the outcome of what it asks for. */
    public RequestSpecification patiently() {
        return request().header("Prefer", PATIENTLY);
    }

    public Response get(String path) {
        return request().get(path);
    }

    /** A cardholder whom the issuer approved; gives back its id. */
    public String approvedCardholder() {
        Response answer = patiently()
                .body(Map.of("email", "a" + UUID.randomUUID() + "@example.com", "template_id", 1))
                .post("/v1/cardholders");
        answer.then().statusCode(200);
        return answer.path("cardholder_id");
    }

    /** A physical card, assigned and not yet activated; gives back its id. */
    public String assignedCard() {
        return assignedCard(approvedCardholder());
    }

    public String assignedCard(String cardholderId) {
        Response answer = patiently()
                .body(assignment(cardholderId, stockedNumber()))
                .post("/v1/cards/physical");
        answer.then().statusCode(200);
        return answer.path("card_id");
    }

    /** An ACTIVE physical card; gives back its id. */
    public String activeCard() {
        String card = assignedCard();
        patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200);
        return card;
    }

    /** A virtual card that can be used at once; gives back its id. */
    public String virtualCard() {
        return virtualCard(Map.of("cardholder_id", approvedCardholder(), "template_id", 2));
    }

    /** A virtual card with this much on it; gives back its id. */
    public String fundedCard(String deposit) {
        return virtualCard(Map.of(
                "cardholder_id",
                approvedCardholder(),
                "template_id",
                4,
                "deposit_amount",
                deposit));
    }

    private String virtualCard(Map<String, ?> application) {
        Response answer = patiently().body(application).post("/v1/cards/virtual");
        answer.then().statusCode(200);
        return answer.path("card_id");
    }

    /** Asks for a recharge and waits for its outcome. */
    public Response recharge(String card, String amount) {
        return patiently().body(Map.of("amount", amount)).post("/v1/cards/" + card + "/recharges");
    }

    /** The issuer's number of a card. */
    public long issuerCard(String card) {
        return card(card).getLong("issuer_card_id");
    }

    /** The issuer's number of a card's owner. */
    public long ownerOf(String card) {
        return issuerUser(card(card).getString("cardholder_id"));
    }

    /** The issuer's number of a cardholder. */
    public long issuerUser(String cardholderId) {
        Response answer = get("/v1/cardholders/" + cardholderId);
        answer.then().statusCode(200);
        return answer.jsonPath().getLong("issuer_user_id");
    }

    /** The operation as it is once it is settled, or after twenty seconds. */
    public JsonPath settled(String operationId) {
        Response answer = patiently().get("/v1/operations/" + operationId);
        answer.then().statusCode(200);
        return answer.jsonPath();
    }

    public JsonPath card(String id) {
        Response answer = get("/v1/cards/" + id);
        answer.then().statusCode(200);
        return answer.jsonPath();
    }

    public static Map<String, Object> assignment(String cardholderId, String number) {
        return Map.of("cardholder_id", cardholderId, "template_id", 1, "card_number", number);
    }

    /** A card number that the sandbox has in stock and that no other test uses. */
    public static String stockedNumber() {
        String number = Long.toString(NEXT_NUMBER.incrementAndGet());
        SandboxControl.post("/stock", Map.of("card_numbers", List.of(number)));
        return number;
    }

    /** A card number that nobody has ever seen. */
    public static String unknownNumber() {
        return Long.toString(NEXT_NUMBER.incrementAndGet());
    }
}
