package com.bananacards.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.LiveStream;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class EventStreamApiTest {

    private final Api merchant = Api.merchant();

    /** One event as it came over the wire. */
    private record Event(String id, String name, String data) {}

    @Test
    void aStreamTellsEachChangeOfACardOnceAndResumesWhereItWasLeft() throws Exception {
        String before = aPositionOfNow();
        String card = merchant.assignedCard();
        CompletableFuture<List<Event>> live = read(card, null, 3);
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200);

        List<Event> told = live.get(20, TimeUnit.SECONDS);
        assertThat(told).extracting(Event::name).contains("operation.updated");
        assertThat(told).extracting(Event::id).doesNotHaveDuplicates();

        List<Event> whole = read(card, before, 4).get(20, TimeUnit.SECONDS);
        List<Event> resumed = read(card, whole.get(1).id(), 2).get(20, TimeUnit.SECONDS);
        assertThat(resumed).isEqualTo(whole.subList(2, 4));
    }

    @Test
    void aClientThatIsCutOffBeforeItsFirstEventMissesNone() {
        String card = merchant.assignedCard();
        String path = "/v1/events?card_id=" + card;
        String left;
        try (LiveStream cutOff = LiveStream.open(path, Tokens.merchant(), null)) {
            Awaitility.await().until(() -> !cutOff.lastId().isEmpty());
            assertThat(cutOff.told()).isEmpty();
            left = cutOff.lastId();
        }
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200);

        try (LiveStream again = LiveStream.open(path, Tokens.merchant(), left)) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(again.told())
                            .extracting(LiveStream.Event::name)
                            .contains("operation.updated", "card.updated"));
        }
    }

    @Test
    void aCardholdersStreamTellsNothingOfOthers() throws Exception {
        String before = aPositionOfNow();
        String mine = merchant.approvedCardholder();
        String token = Tokens.cardholder(mine);
        merchant.activeCard();
        String card = merchant.assignedCard(mine);

        List<Event> told = open("/v1/events", token, before, 9).get(20, TimeUnit.SECONDS);

        assertThat(told).allSatisfy(event -> assertThat(event.data()).contains(mine));
        assertThat(told.toString()).contains(card);
    }

    @Test
    void aPositionThatIsGoneOrNoneGetsAResetAndGoesOn() throws Exception {
        for (String gone : List.of("1-1", "nonsense")) {
            List<Event> told =
                    open("/v1/events", Tokens.merchant(), gone, 1).get(20, TimeUnit.SECONDS);
            assertThat(told).extracting(Event::name).containsExactly("reset");
        }
    }

    /** The id of an event that was told just now. */
    private String aPositionOfNow() throws Exception {
        CompletableFuture<List<Event>> next = open("/v1/events", Tokens.merchant(), null, 1);
        Awaitility.await().until(() -> {
            merchant.approvedCardholder();
            return next.isDone();
        });
        return next.get().getFirst().id();
    }

    private CompletableFuture<List<Event>> read(String card, String lastId, int count) {
        return open("/v1/events?card_id=" + card, Tokens.merchant(), lastId, count);
    }

    private static CompletableFuture<List<Event>> open(
            String path, String token, String lastId, int count) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(answer -> events(answer.body(), count));
    }

    private static List<Event> events(InputStream body, int count) {
        List<Event> events = new ArrayList<>();
        try (Scanner lines = new Scanner(body, StandardCharsets.UTF_8)) {
            String id = "";
            String name = "";
            while (events.size() < count && lines.hasNextLine()) {
                String line = lines.nextLine();
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    events.add(new Event(id, name, line.substring(5).strip()));
                }
            }
        }
        return events;
    }
}
