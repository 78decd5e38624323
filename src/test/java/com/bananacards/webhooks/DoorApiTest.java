package com.bananacards.webhooks;

import static com.bananacards.testsupport.WebhookSender.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.EventType;
import com.bananacards.testsupport.Door;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Genuine envelopes in the wrong hands: under another type, again, and later than what came after them. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class DoorApiTest {

    private static final String PARKED = "bananacards_deliveries_parked_total";
    private static final String DELIVERIES = "bananacards_deliveries_total";

    @Inject
    Pool pool;

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    private static List<EventType> others(EventType type) {
        return Arrays.stream(EventType.values()).filter(one -> one != type).toList();
    }

    /** Before the genuine one came, and after it. */
    @ParameterizedTest
    @EnumSource(EventType.class)
    void aGenuineEnvelopeUnderAnyOtherTypeChangesNothing(EventType type) {
        EventScene scene = EventScene.of(type);
        Map<String, Object> genuine = envelope(type.name(), scene.payload(type));
        String before = new Door(pool).state(scene.cardholderId());
        double counted = Door.counted(PARKED);
        Door early = new Door(pool);

        others(type).forEach(other -> early.send(genuine, other.name()));

        assertParkedForAPerson(early.outcomes(others(type).size()));
        assertThat(early.state(scene.cardholderId())).isEqualTo(before);
        assertThat(Door.counted(PARKED) - counted)
                .isGreaterThanOrEqualTo(others(type).size());

        Door door = new Door(pool);
        door.send(genuine, type.name());
        assertThat(door.outcomes(1)).containsExactly(type + " APPLIED");
        String after = door.state(scene.cardholderId());
        assertThat(after).isNotEqualTo(before);

        Door late = new Door(pool);
        Map<String, Object> again = envelope(type.name(), scene.payload(type));
        others(type).forEach(other -> late.send(again, other.name()));
        assertParkedForAPerson(late.outcomes(others(type).size()));
        assertThat(late.state(scene.cardholderId())).isEqualTo(after);
    }

    private static void assertParkedForAPerson(List<String> outcomes) {
        assertThat(outcomes)
                .allMatch(one -> one.endsWith(" PARKED contradicts_type")
                        || one.endsWith(" PARKED incomplete"));
    }

    @Test
    void whatIsReplayedAfterNewerThingsChangesNothing() {
        EventScene scene = EventScene.of(EventType.CARD_STATUS_CHANGE);
        List<Map<String, Object>> life = life(scene);
        Door door = new Door(pool);
        life.forEach(event -> {
            door.send(envelope(type(event), plain(event)), type(event));
            door.outcomes(life.indexOf(event) + 1);
        });
        String end = door.state(scene.cardholderId());
        double seen = Door.counted(DELIVERIES, "seen_before");
        List<Map<String, Object>> envelopes = new ArrayList<>();
        life.forEach(event -> envelopes.add(envelope(type(event), plain(event))));
        Door fresh = new Door(pool);

        Collections.shuffle(envelopes, new Random(7));
        envelopes.forEach(one -> fresh.send(one, (String) one.get("type")));

        assertThat(fresh.outcomes(life.size()))
                .as("sealed anew by the issuer: known by its effect")
                .allMatch(one -> one.endsWith(" REPEATED"));
        Door replayed = new Door(pool);
        envelopes.forEach(one -> replayed.send(one, (String) one.get("type")));
        assertThat(replayed.outcomes(0)).isEmpty();
        assertThat(Door.counted(DELIVERIES, "seen_before") - seen)
                .isGreaterThanOrEqualTo(life.size());
        assertThat(replayed.state(scene.cardholderId())).isEqualTo(end);
    }

    /** Facts that were held back by somebody and are let through after newer ones. */
    @Test
    void whatWasHeldBackIsSupersededByWhatCameAfterIt() {
        EventScene scene = EventScene.of(EventType.CARD_STATUS_CHANGE);
        Map<String, Object> held = event(EventType.CARD_STATUS_CHANGE, scene, 1);
        held.put("card_status", "ACTIVE");
        Map<String, Object> balance = event(EventType.CARD_BALANCE_CHANGE, scene, 1);
        Door door = new Door(pool);
        for (EventType type :
                List.of(EventType.CARD_STATUS_CHANGE, EventType.CARD_BALANCE_CHANGE)) {
            Map<String, Object> newer = event(type, scene, 5_000);
            door.send(envelope(type.name(), plain(newer)), type.name());
        }
        door.outcomes(2);
        String end = door.state(scene.cardholderId());
        Door late = new Door(pool);

        late.send(envelope(type(held), plain(held)), type(held));
        late.send(envelope(type(balance), plain(balance)), type(balance));

        assertThat(late.outcomes(2)).allMatch(one -> one.endsWith(" SUPERSEDED"));
        assertThat(late.state(scene.cardholderId())).isEqualTo(end);
    }

    private static List<Map<String, Object>> life(EventScene scene) {
        Map<String, Object> unlocked = event(EventType.CARD_STATUS_CHANGE, scene, 2_000);
        unlocked.put("card_status", "ACTIVE");
        return List.of(
                event(EventType.CARD_STATUS_CHANGE, scene, 1_000),
                unlocked,
                event(EventType.TRANSACTION_CREATED, scene, 3_000),
                event(EventType.CARD_BALANCE_CHANGE, scene, 4_000),
                event(EventType.CARD_3DS, scene, 5_000),
                event(EventType.CARD_CORRECTION, scene, 6_000),
                event(EventType.CARD_VERIFICATION, scene, 7_000),
                event(EventType.CARD_CLOSE_RESULT, scene, 8_000));
    }

    private static Map<String, Object> event(EventType type, EventScene scene, long after) {
        Map<String, Object> event = scene.payload(type);
        event.put("occur_time", (long) event.get("occur_time") + after);
        event.put("*type", type.name());
        return event;
    }

    private static String type(Map<String, Object> event) {
        return (String) event.get("*type");
    }

    private static Map<String, Object> plain(Map<String, Object> event) {
        Map<String, Object> plain = new java.util.HashMap<>(event);
        plain.remove("*type");
        return plain;
    }
}
