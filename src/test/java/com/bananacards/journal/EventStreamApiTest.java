package com.bananacards.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.EventClient;
import com.bananacards.testsupport.EventClient.Event;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class EventStreamApiTest {

    /** More than a page of what is read at once, and more than what is kept for a slow reader. */
    private static final int MISSED = 2_500;

    private static final Duration SOON = Duration.ofSeconds(15);

    private static final String MANY_LINES = """
        INSERT INTO journal (at, kind, summary, card_id, data, event, body)
        SELECT now(), 'CardLocked', 'Locked', $1, '{}', 'card.updated',
               jsonb_build_object('number', number, 'padding', repeat('x', 500))
        FROM generate_series(1, $2) AS number ORDER BY number\
        """;

    @Inject
    Pool pool;

    private final Api merchant = Api.merchant();

    @Test
    void aStreamTellsEachChangeOfACardOnceAndResumesWhereItWasLeft() {
        String before = aPositionOfNow();
        String card = merchant.assignedCard();
        String path = "/v1/events?card_id=" + card;
        try (EventClient live = open(path, Tokens.merchant(), null)) {
            live.position();
            activate(card);

            List<Event> told = live.events(3);
            assertThat(told).extracting(Event::name).contains("operation.updated");
            assertThat(told).extracting(Event::id).doesNotHaveDuplicates();
        }
        List<Event> whole = told(path, Tokens.merchant(), before, 4);
        List<Event> resumed = told(path, Tokens.merchant(), whole.get(1).id(), 2);
        assertThat(resumed).isEqualTo(whole.subList(2, 4));
    }

    @Test
    void aStreamEndsWithItsToken() {
        try (EventClient client =
                open("/v1/events", Tokens.merchantFor(Duration.ofSeconds(3)), null)) {
            client.stayAway(true);
            client.position();
            assertThat(client.isOpen()).isTrue();

            await().atMost(SOON).until(() -> !client.isOpen());
        }
    }

    @Test
    void aClientThatWasToldNothingYetResumesFromWhereItBegan() {
        String card = merchant.assignedCard();
        String path = "/v1/events?card_id=" + card;
        String begun;
        try (EventClient idle = open(path, Tokens.merchant(), null)) {
            begun = idle.position();
            assertThat(idle.events()).isEmpty();
        }
        activate(card);

        Event first = told(path, Tokens.merchant(), begun, 1).getFirst();
        assertThat(first.name()).isEqualTo("operation.updated");
        assertThat(first.data()).contains("CARD_ACTIVATE", "REQUESTED");
    }

    @Test
    void aClientThatMissedMuchIsToldAllOfItInOrderWithoutBeingCutOff() {
        String before = aPositionOfNow();
        UUID card = UUID.randomUUID();
        pool.preparedQuery(MANY_LINES).execute(Tuple.of(card, MISSED)).await().indefinitely();

        try (EventClient client = open("/v1/events?card_id=" + card, Tokens.merchant(), before)) {
            assertThat(client.events(MISSED))
                    .extracting(event -> event.data().replaceAll("\\D", ""))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, MISSED)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(client.connections()).isEqualTo(1);
        }
    }

    @Test
    void anIdleStreamIsKeptOpenByComments() {
        try (EventClient idle = open("/v1/events", Tokens.merchant(), null)) {
            await().atMost(SOON).until(() -> idle.comments() >= 3);
            assertThat(idle.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCardholdersStreamTellsNothingOfOthers() {
        String before = aPositionOfNow();
        String mine = merchant.approvedCardholder();
        merchant.activeCard();
        String card = merchant.assignedCard(mine);

        List<Event> told = told("/v1/events", Tokens.cardholder(mine), before, 9);

        assertThat(told).allSatisfy(event -> assertThat(event.data()).contains(mine));
        assertThat(told.toString()).contains(card);
        assertThat(told)
                .extracting(Event::name)
                .contains("cardholder.updated", "operation.updated", "card.updated");
    }

    @Test
    void aPositionThatIsGoneOrNoneGetsAResetAndGoesOn() {
        for (String gone : List.of("1-1", "nonsense")) {
            assertThat(told("/v1/events", Tokens.merchant(), gone, 1))
                    .extracting(Event::name)
                    .containsExactly("reset");
        }
    }

    private void activate(String card) {
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200);
    }

    private static String aPositionOfNow() {
        try (EventClient client = open("/v1/events", Tokens.merchant(), null)) {
            return client.position();
        }
    }

    private static List<Event> told(String path, String token, String lastId, int count) {
        try (EventClient client = open(path, token, lastId)) {
            return client.events(count);
        }
    }

    private static EventClient open(String path, String token, String lastId) {
        return EventClient.open(
                List.of("http://127.0.0.1:" + RestAssured.port + path), token, lastId);
    }
}
