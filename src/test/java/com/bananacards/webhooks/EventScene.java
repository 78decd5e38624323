package com.bananacards.webhooks;

import static org.awaitility.Awaitility.await;

import com.bananacards.bananatech.EventType;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;

import io.restassured.response.Response;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A subject in the state in which an event is news to it, and the payloads that tell of it. */
record EventScene(long user, long card, String cardholderId, String cardId, long at) {

    private static final AtomicLong NUMBERS = new AtomicLong(8_000_000);
    private static final long SOON = 60_000;

    /** Later than all that the sandbox has said. */
    private static long later() {
        return System.currentTimeMillis() + SOON;
    }

    /** Ids that nobody here has heard of. */
    static EventScene nobody() {
        long number = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41);
        return new EventScene(number, number, "", "", later());
    }

    static EventScene of(EventType type) {
        Api merchant = Api.merchant();
        return switch (type) {
            case USER_CREATE_RESULT -> rejected(merchant);
            case CARD_APPLY_RESULT -> applied(merchant);
            case CARD_ASSIGN_RESULT -> waiting(merchant);
            case CARD_ACTIVATE_RESULT -> ofCard(merchant, merchant.assignedCard());
            default -> ofCard(merchant, funded(merchant));
        };
    }

    /** A card whose opening balance was told, too: nothing more comes about it by itself. */
    private static String funded(Api merchant) {
        String card = merchant.fundedCard("100.00");
        await().until(() -> merchant.get("/v1/cards/" + card + "/timeline")
                .jsonPath()
                .getList("data.kind")
                .contains("CardBalanceChanged"));
        return card;
    }

    private static EventScene ofCard(Api merchant, String card) {
        String cardholder = merchant.card(card).getString("cardholder_id");
        return new EventScene(
                merchant.issuerUser(cardholder),
                merchant.issuerCard(card),
                cardholder,
                card,
                later());
    }

    private static EventScene rejected(Api merchant) {
        Response answer = merchant.patiently()
                .body(Map.of(
                        "email", "reject" + UUID.randomUUID() + "@example.com", "template_id", 1))
                .post("/v1/cardholders");
        String cardholder = answer.path("cardholder_id");
        return new EventScene(merchant.issuerUser(cardholder), -1, cardholder, "", later());
    }

    /** An application of which the issuer says nothing: its request was lost on the way. */
    private static EventScene applied(Api merchant) {
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onCall("DROP_BEFORE", "APPLY", user);
        merchant.request()
                .body(Map.of("cardholder_id", cardholder, "template_id", 2))
                .post("/v1/cards/virtual")
                .then()
                .statusCode(202);
        return new EventScene(user, nobody().card(), cardholder, "", later());
    }

    private static EventScene waiting(Api merchant) {
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onCall("DROP_BEFORE", "ASSIGN", user);
        merchant.request()
                .body(Api.assignment(cardholder, Api.unknownNumber()))
                .post("/v1/cards/physical")
                .then()
                .statusCode(202);
        return new EventScene(user, nobody().card(), cardholder, "", later());
    }

    Map<String, Object> payload(EventType type) {
        return payload(type, at);
    }

    /** The same kind of news, older, and saying otherwise where it can. */
    Map<String, Object> late(EventType type) {
        Map<String, Object> late = payload(type, at - SOON / 2);
        switch (type) {
            case USER_CREATE_RESULT -> late.put("status", "REJECTED");
            case CARD_APPLY_RESULT, CARD_ACTIVATE_RESULT -> late.put("status", "FAILED");
            case CARD_ASSIGN_RESULT -> late.put("status", "FAILED");
            case CARD_STATUS_CHANGE -> late.put("card_status", "ACTIVE");
            case CARD_RECHARGE_RESULT, CARD_CLOSE_RESULT -> late.put("status", "FAILED");
            case CARD_BALANCE_CHANGE -> late.put("amount", new BigDecimal("77.00"));
            case TRANSACTION_CREATED, CARD_CORRECTION -> late.put("status", "REVERSED");
            case CARD_3DS -> late.put("expire_time", System.currentTimeMillis() - SOON);
            case CARD_VERIFICATION -> late.put("wallet", "APPLE_PAY");
        }
        return late;
    }

    /** A literal that no document names. */
    Map<String, Object> unknownWords(EventType type) {
        Map<String, Object> strange = payload(type);
        switch (type) {
            case CARD_3DS -> strange.put("merchant", "Ünknown");
            case CARD_VERIFICATION -> strange.put("wallet", "BANANA_PAY");
            case CARD_BALANCE_CHANGE -> strange.put("never_heard_of", "BANANA");
            default -> strange.put("status", "BANANA");
        }
        return strange;
    }

    private Map<String, Object> payload(EventType type, long time) {
        Map<String, Object> plain = new HashMap<>(Map.of("card_id", card, "occur_time", time));
        plain.putAll(own(type));
        if (type == EventType.USER_CREATE_RESULT) {
            plain.remove("card_id");
            plain.remove("occur_time");
        }
        return plain;
    }

    private Map<String, Object> own(EventType type) {
        return switch (type) {
            case USER_CREATE_RESULT -> Map.of("user_id", user, "status", "APPROVED");
            case CARD_APPLY_RESULT ->
                Map.of("user_id", user, "template_id", 2, "status", "SUCCESS");
            case CARD_ASSIGN_RESULT -> Map.of("user_id", user, "status", "SUCCESS");
            case CARD_ACTIVATE_RESULT -> Map.of("status", "SUCCESS", "card_number", "unread");
            case CARD_STATUS_CHANGE -> Map.of("status", "SUCCESS", "card_status", "LOCKED");
            case CARD_VERIFICATION -> Map.of("wallet", "GOOGLE_PAY");
            default -> ofMoney(type, new BigDecimal("12.50"), NUMBERS.incrementAndGet());
        };
    }

    private Map<String, Object> ofMoney(EventType type, BigDecimal amount, long number) {
        return switch (type) {
            case CARD_RECHARGE_RESULT ->
                Map.of(
                        "status",
                        "SUCCESS",
                        "receive_amount",
                        amount,
                        "currency",
                        "USD",
                        "transaction_id",
                        number);
            case CARD_CLOSE_RESULT ->
                Map.of("status", "SUCCESS", "refund_amount", amount, "transaction_id", number);
            case TRANSACTION_CREATED ->
                Map.of(
                        "transaction_id", card,
                        "type", "PURCHASE",
                        "status", "SETTLED",
                        "amount", amount,
                        "currency", "USD");
            case CARD_CORRECTION -> correction(amount);
            case CARD_3DS ->
                Map.of(
                        "challenge_id", "C" + card,
                        "amount", amount,
                        "expire_time", System.currentTimeMillis() + SOON);
            case CARD_BALANCE_CHANGE ->
                Map.of("amount", amount, "available", amount, "currency", "USD");
            default -> throw new IllegalArgumentException(type + " is not about money");
        };
    }

    private Map<String, Object> correction(BigDecimal amount) {
        return Map.of(
                "transaction_id", card, "type", "CORRECTION", "amount", amount, "currency", "USD");
    }

    /** Everything that can be seen of the subject. */
    String snapshot() {
        Api merchant = Api.merchant();
        String cards = merchant.get("/v1/cards?cardholder_id=" + cardholderId).asString();
        String id = cardId.isEmpty()
                ? merchant.get("/v1/cards?cardholder_id=" + cardholderId)
                        .jsonPath()
                        .getString("data[0].id")
                : cardId;
        return merchant.get("/v1/cardholders/" + cardholderId).asString()
                + cards
                + (id == null
                        ? ""
                        : merchant.get("/v1/cards/" + id + "/transactions").asString()
                                + merchant.get("/v1/cards/" + id + "/timeline?limit=100")
                                        .asString());
    }

    /** What the subject is. */
    String status() {
        Api merchant = Api.merchant();
        var cards = merchant.get("/v1/cards?cardholder_id=" + cardholderId).jsonPath();
        String id = cards.getString("data[0].id");
        return merchant.get("/v1/cardholders/" + cardholderId).<String>path("status")
                + cards.getList("data.status")
                + cards.getList("data.balance.total")
                + (id == null
                        ? ""
                        : merchant.get("/v1/cards/" + id + "/transactions")
                                .jsonPath()
                                .getList("data.status"));
    }
}
