package com.bananacards.bananatech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.bananatech.envelope.Envelopes;
import com.bananacards.money.Money;
import com.bananacards.sensitive.Pan;
import com.bananacards.sensitive.Pin;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Door;
import com.bananacards.testsupport.IssuerSettings;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WireRelay;
import com.bananacards.tracing.Untraced;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Requests, answers and webhooks share one key and one envelope: what went the other way comes back as a webhook. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ReflectionApiTest {

    @Inject
    Envelopes envelopes;

    @Inject
    IssuerJson json;

    @Inject
    IssuerAnswers answers;

    @Inject
    ObjectMapper mapper;

    @Inject
    Pool pool;

    private final Api merchant = Api.merchant();
    private String card;
    private String cardholder;
    private long user;
    private CardRef ref;

    @BeforeEach
    void aCardWithMoney() {
        card = merchant.fundedCard("100.00");
        cardholder = merchant.card(card).getString("cardholder_id");
        user = merchant.issuerUser(cardholder);
        ref = new CardRef(user, merchant.issuerCard(card));
    }

    /** What goes over the wire when every endpoint is called. */
    private List<Map<String, Object>> everythingThatIsSaid(String challenge) {
        try (WireRelay relay = WireRelay.to(SandboxControl.url())) {
            BananatechConfig config =
                    IssuerSettings.with(Map.of("bananatech.base-url", relay.url()));
            IssuerCalls calls = new IssuerCalls(
                    new IssuerWire(config, options -> {}),
                    config,
                    envelopes,
                    answers,
                    new IssuerHealth(Clock.systemUTC(), Duration.ofSeconds(5)),
                    mapper,
                    new SimpleMeterRegistry(),
                    Untraced.traces());
            Bananatech changes = new Bananatech(calls, json, config);
            IssuerReads reads = new IssuerReads(calls, json, config);
            for (Endpoint endpoint : Endpoint.values()) {
                call(endpoint, challenge, changes, reads)
                        .onFailure(IssuerFailure.class)
                        .recoverWithNull()
                        .await()
                        .atMost(Duration.ofSeconds(10));
            }
            return relay.envelopes();
        }
    }

    @Test
    void noRequestAndNoAnswerIsTakenForAWebhook() {
        List<Map<String, Object>> wire = everythingThatIsSaid(challenge());
        assertThat(wire).hasSizeGreaterThanOrEqualTo(2 * Endpoint.values().length);
        String before = awaitQuiet();
        Door door = new Door(pool);

        wire.forEach(envelope -> {
            for (EventType type : EventType.values()) {
                door.send(envelope, type.name());
            }
        });

        assertThat(door.outcomes(wire.size() * EventType.values().length))
                .allMatch(one -> one.endsWith(" PARKED contradicts_type")
                        || one.endsWith(" PARKED incomplete"));
        assertThat(door.state(cardholder)).isEqualTo(before);
        System.out.printf(
                "%d recorded envelopes as each of %d types: all parked, nothing changed%n",
                wire.size(), EventType.values().length);
    }

    private String challenge() {
        return SandboxControl.post("/cards/" + ref.cardId() + "/challenge", Map.of("amount", 5))
                .path("challenge_id");
    }

    /** What the calls themselves set off has been told. */
    private String awaitQuiet() {
        await().untilAsserted(() ->
                assertThat(merchant.card(card).getString("status")).isEqualTo("LOCKED"));
        await().untilAsserted(() -> assertThat(merchant.get("/v1/challenges?card_id=" + card)
                        .jsonPath()
                        .getList("data"))
                .hasSize(1));
        String[] last = {""};
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    String now = new Door(pool).state(cardholder);
                    boolean same = now.equals(last[0]);
                    last[0] = now;
                    return same;
                });
        return last[0];
    }

    private Uni<?> call(
            Endpoint endpoint, String challenge, Bananatech changes, IssuerReads reads) {
        Money money = new Money(new BigDecimal("50.00"), "USD");
        Pin pin = Pin.parse("483921").orElseThrow();
        return switch (endpoint) {
            case ACCOUNT_BALANCE -> reads.accountBalance();
            case CARD_TEMPLATES -> reads.templates();
            case SET_WEBHOOK_URL ->
                changes.setWebhookUrl(java.net.URI.create(
                        SandboxControl.get("/state").getString("settings.webhook_url")));
            case WEBHOOK_RECORDS -> reads.webhookRecords(Instant.EPOCH, 0, 10);
            case REGISTER ->
                changes.register(new Registration("mirror@example.com", 1, null, null, null));
            case USERS -> reads.users(null, 0, 10);
            case APPLY -> changes.apply(user, 4, money);
            case RECHARGE -> changes.recharge(ref, money);
            case UPDATE_STATUS -> changes.updateStatus(ref, Alteration.LOCK, null);
            case BALANCE -> reads.balance(ref);
            case INFORMATION -> reads.information(ref);
            case TRANSACTIONS -> reads.transactions(ref, 0, 10);
            case ASSIGN ->
                changes.assign(user, 1, Pan.parse(Api.unknownNumber()).orElseThrow());
            case SET_PIN -> changes.setPin(ref, pin);
            case CONFIRM_3DS -> changes.confirm3ds(ref, challenge, true);
        };
    }
}
