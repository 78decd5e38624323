package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.bananatech.EventType;
import com.bananacards.testsupport.CoverageDocument;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.TestKeys;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Each of the issuer's events: applied, repeated, out of order, forged, for nobody known, in words nobody knows. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EventCoverageApiTest {

    private static final CoverageDocument TABLE = new CoverageDocument(
            "Events",
            List.of(
                    "applied",
                    "repeated",
                    "out of order",
                    "forged",
                    "unknown subject",
                    "unknown literal"));

    private static final String OUTCOMES = """
        SELECT status, reason FROM delivery_now
        WHERE type = $1 AND (issuer_card_id = $2 OR issuer_user_id = $3) ORDER BY id\
        """;

    @Inject
    Pool pool;

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    private List<String> outcomes(EventType type, EventScene scene) {
        List<String> outcomes = new ArrayList<>();
        for (Row row : pool.preparedQuery(OUTCOMES)
                .execute(Tuple.of(type.name(), scene.card(), scene.user()))
                .await()
                .atMost(Duration.ofSeconds(5))) {
            String reason = row.getString("reason");
            outcomes.add(row.getString("status") + (reason == null ? "" : " " + reason));
        }
        return outcomes;
    }

    /** Delivers, and gives back what became of it. */
    private String deliver(EventType type, EventScene scene, Map<String, ?> payload) {
        int before = outcomes(type, scene).size();
        WebhookSender.deliver(type.name(), payload);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            List<String> now = outcomes(type, scene);
            return now.size() > before && now.stream().noneMatch("STORED"::equals);
        });
        return outcomes(type, scene).get(before);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    @Order(1)
    void aNewEventIsAppliedAndItsRepetitionChangesNothing(EventType type) {
        EventScene scene = EventScene.of(type);
        Map<String, Object> payload = scene.payload(type);

        assertThat(deliver(type, scene, payload)).isEqualTo("APPLIED");
        TABLE.saw(type.name(), "applied", "APPLIED");
        String after = scene.snapshot();

        assertThat(deliver(type, scene, payload)).isEqualTo("REPEATED");
        assertThat(scene.snapshot()).isEqualTo(after);
        TABLE.saw(type.name(), "repeated", "REPEATED");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    @Order(1)
    void whatComesTooLateLeavesTheNewerStateAsItIs(EventType type) {
        EventScene scene = EventScene.of(type);
        deliver(type, scene, scene.payload(type));
        String after = scene.status();

        String outcome = deliver(type, scene, scene.late(type));

        assertThat(scene.status()).isEqualTo(after);
        TABLE.saw(type.name(), "out of order", outcome);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    @Order(1)
    void aForgedEventIsRefusedAndNotStored(EventType type) {
        EventScene scene = EventScene.of(type);
        int before = outcomes(type, scene).size();
        String after = scene.snapshot();

        String plain = new io.vertx.core.json.JsonObject(scene.payload(type)).encode();
        Object genuine = WebhookSender.envelope(type.name(), plain, TestKeys.SECRET)
                .get("encrypted_payload");
        WebhookSender.post(WebhookSender.signed(
                        type.name(), (String) genuine, "ffffffffffffffffffffffffffffffff"))
                .then()
                .statusCode(401);

        assertThat(outcomes(type, scene)).hasSize(before);
        assertThat(scene.snapshot()).isEqualTo(after);
        TABLE.saw(type.name(), "forged", "401, not stored");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    @Order(1)
    void anEventForNobodyKnownIsParked(EventType type) {
        EventScene nobody = EventScene.nobody();

        String outcome = deliver(type, nobody, nobody.payload(type));

        assertThat(outcome).startsWith("PARKED unknown_");
        TABLE.saw(type.name(), "unknown subject", outcome);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    @Order(1)
    void wordsThatNobodyKnowsAreKept(EventType type) {
        EventScene scene = EventScene.of(type);
        String before = scene.status();

        String outcome = deliver(type, scene, scene.unknownWords(type));

        assertThat(outcome).isIn("PARKED unknown_status", "APPLIED");
        if (!outcome.equals("APPLIED")) {
            assertThat(scene.status()).isEqualTo(before);
        }
        TABLE.saw(type.name(), "unknown literal", outcome);
    }

    @Test
    @Order(2)
    void theTableIsTheOneInTheDocument() throws IOException {
        TABLE.check();
    }
}
