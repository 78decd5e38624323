package com.bananacards.bananatech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.bananatech.envelope.Envelopes;
import com.bananacards.money.Money;
import com.bananacards.sandbox.Sandbox;
import com.bananacards.sandbox.SandboxSettings;
import com.bananacards.sensitive.Pan;
import com.bananacards.sensitive.Pin;
import com.bananacards.testsupport.CoverageDocument;
import com.bananacards.testsupport.IssuerSettings;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.TestKeys;
import com.bananacards.tracing.Untraced;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Each of the issuer's endpoints: taken, refused, not reachable, and without an answer. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndpointCoverageTest {

    private static final CoverageDocument TABLE =
            new CoverageDocument("Endpoints", List.of("happy", "refused", "down", "unknown"));
    private static final String NUMBER = "4926173805190000";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static Vertx vertx;
    private static Sandbox sandbox;
    private static String url;
    private static long user;
    private static CardRef virtual;
    private static CardRef physical;

    @Inject
    Envelopes envelopes;

    @Inject
    IssuerJson json;

    @Inject
    IssuerAnswers answers;

    @Inject
    ObjectMapper mapper;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        sandbox = new Sandbox(
                vertx,
                SandboxSettings.builder(TestKeys.MERCHANT_ID, TestKeys.SECRET)
                        .approveAfter(Duration.ofMillis(1))
                        .resultAfter(Duration.ofMillis(1))
                        .build());
        int port = sandbox.listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        url = "http://127.0.0.1:" + port;
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private IssuerCalls calls(String baseUrl) {
        BananatechConfig config = config(baseUrl);
        return new IssuerCalls(
                new IssuerWire(config, options -> {}),
                config,
                envelopes,
                answers,
                new IssuerHealth(Clock.systemUTC(), Duration.ofSeconds(5)),
                mapper,
                new SimpleMeterRegistry(),
                Untraced.traces());
    }

    private static BananatechConfig config(String baseUrl) {
        return IssuerSettings.with(Map.of("bananatech.base-url", baseUrl));
    }

    private Object call(Endpoint endpoint, String baseUrl) {
        IssuerCalls calls = calls(baseUrl);
        Bananatech changes = new Bananatech(calls, json, config(baseUrl));
        IssuerReads reads = new IssuerReads(calls, json, config(baseUrl));
        return call(endpoint, changes, reads)
                .map(answer -> (Object) String.valueOf(answer))
                .onFailure()
                .recoverWithItem(failure -> failure)
                .await()
                .atMost(PATIENCE);
    }

    private static Uni<?> call(Endpoint endpoint, Bananatech changes, IssuerReads reads) {
        return switch (endpoint) {
            case ACCOUNT_BALANCE -> reads.accountBalance();
            case CARD_TEMPLATES -> reads.templates();
            case SET_WEBHOOK_URL -> changes.setWebhookUrl(URI.create(url + "/nowhere"));
            case WEBHOOK_RECORDS -> reads.webhookRecords(Instant.EPOCH, 0, 10);
            case REGISTER ->
                changes.register(new Registration("ada@example.com", 1, null, null, null));
            case USERS -> reads.users(null, 0, 10);
            case APPLY -> changes.apply(user, 4, new Money(new BigDecimal("100.00"), "USD"));
            case RECHARGE -> changes.recharge(virtual, new Money(new BigDecimal("50"), "USD"));
            case UPDATE_STATUS -> changes.updateStatus(virtual, Alteration.LOCK, null);
            case BALANCE -> reads.balance(virtual);
            case INFORMATION -> reads.information(virtual);
            case TRANSACTIONS -> reads.transactions(virtual, 0, 10);
            case ASSIGN -> changes.assign(user, 1, Pan.parse(NUMBER).orElseThrow());
            case SET_PIN -> changes.setPin(physical, Pin.parse("483921").orElseThrow());
            case CONFIRM_3DS -> changes.confirm3ds(physical, challenge(), true);
        };
    }

    private static String challenge() {
        return control("/cards/" + physical.cardId() + "/challenge", Map.of("amount", 5))
                .extract()
                .path("challenge_id");
    }

    private static io.restassured.response.ValidatableResponse control(String path, Object body) {
        return RestAssured.given()
                .contentType(ContentType.JSON)
                .body(body)
                .post(url + "/control" + path)
                .then()
                .statusCode(200);
    }

    private Object failing(Endpoint endpoint, String fault) {
        control(
                "/faults",
                Map.of("kind", fault, "match", Map.of("endpoint", endpoint), "times", 3));
        Object outcome = call(endpoint, url);
        RestAssured.delete(url + "/control/faults").then().statusCode(200);
        return outcome;
    }

    /** An approved user with an active card of each type. */
    @Test
    @Order(1)
    void theScene() {
        Bananatech changes = new Bananatech(calls(url), json, config(url));
        IssuerReads reads = new IssuerReads(calls(url), json, config(url));
        user = changes.register(new Registration("bo@example.com", 1, null, null, null))
                .await()
                .atMost(PATIENCE)
                .userId();
        await().until(() -> reads.users(null, 0, 10).await().atMost(PATIENCE).rows().stream()
                .allMatch(one -> Boolean.TRUE.equals(one.approved())));
        virtual = new CardRef(
                user,
                changes.apply(user, 4, new Money(new BigDecimal("100"), "USD"))
                        .await()
                        .atMost(PATIENCE)
                        .cardId());
        control("/stock", Map.of("card_numbers", List.of(NUMBER, "4926173805190001")));
        physical = new CardRef(
                user,
                changes.assign(user, 1, Pan.parse("4926173805190001").orElseThrow())
                        .await()
                        .atMost(PATIENCE)
                        .cardId());
        await().until(() -> status(reads, physical).equals("TBA"));
        changes.updateStatus(physical, Alteration.ACTIVATE, Pin.parse("483921").orElseThrow())
                .await()
                .atMost(PATIENCE);
        await().until(() -> status(reads, physical).equals("ACTIVE"));
        assertThat(status(reads, virtual)).isEqualTo("ACTIVE");
    }

    private static String status(IssuerReads reads, CardRef card) {
        return reads.information(card)
                .map(IssuerReads.CardInformation::status)
                .onFailure(IssuerRefused.class)
                .recoverWithItem("")
                .await()
                .atMost(PATIENCE);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    @Order(2)
    void whatTheIssuerRefusesIsARefusal(Endpoint endpoint) {
        assertThat(failing(endpoint, "REFUSE")).isInstanceOf(IssuerRefused.class);
        TABLE.saw(endpoint.label(), "refused", "`IssuerRefused`");
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    @Order(2)
    void whatReachesNobodyWasNeverSent(Endpoint endpoint) {
        Object outcome = call(endpoint, "http://127.0.0.1:" + Surroundings.freePort());

        assertThat(outcome).isInstanceOf(IssuerDown.class);
        TABLE.saw(endpoint.label(), "down", "`IssuerDown`");
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    @Order(2)
    void whatIsSentAndNotAnsweredIsUnknown(Endpoint endpoint) {
        assertThat(failing(endpoint, "DROP_BEFORE")).isInstanceOf(OutcomeUnknown.class);
        TABLE.saw(endpoint.label(), "unknown", "`OutcomeUnknown`");
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    @Order(3)
    void whatTheIssuerTakesIsTaken(Endpoint endpoint) {
        assertThat(call(endpoint, url)).isInstanceOf(String.class);
        TABLE.saw(endpoint.label(), "happy", "taken");
    }

    @Test
    @Order(4)
    void theTableIsTheOneInTheDocument() throws IOException {
        TABLE.check();
    }
}
