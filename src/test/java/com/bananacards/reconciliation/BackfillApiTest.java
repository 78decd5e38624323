package com.bananacards.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the issuer's records tell is found behind records that can't be read, and behind more than one reading takes. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(ShortReadings.class)
class BackfillApiTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Api merchant = Api.merchant();

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    @Test
    void recordsThatCantBeReadHideNoneBehindThem() {
        String card = merchant.activeCard();
        long number = merchant.issuerCard(card);
        Faults.add("GARBLE", Map.of("event", "CARD_OMEN"), Map.of("times", 3));
        IntStream.range(0, 3).forEach(omen -> tell("CARD_OMEN", Map.of("card_id", number)));
        tell("CARD_OMEN_".repeat(11), Map.of("card_id", number));
        IntStream.range(0, ShortReadings.ROWS / 2)
                .forEach(omen -> tell("CARD_OMEN", Map.of("card_id", number, "behind", omen)));

        aLockThatOnlyTheRecordsTell(number);

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(merchant.card(card).getString("status")).isEqualTo("LOCKED"));
        assertThat(RestAssured.get("/q/metrics").asString())
                .containsPattern(
                        "bananacards_deliveries_total\\{outcome=\"unreadable\",type=\"other\"\\}"
                                + " [1-9]");
    }

    /** Its record tells nothing new: it came, and waits for its card. */
    @Test
    void whatCameAndIsParkedIsNotCalledLost() {
        String card = merchant.activeCard();
        long number = merchant.issuerCard(card);
        long nobodys = 990_000_000L + System.nanoTime() % 1_000_000;
        tellOfALock(nobodys);
        await().atMost(SOON).until(() -> sourcesOf(nobodys).equals(List.of("WEBHOOK")));

        aLockThatOnlyTheRecordsTell(number);

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(merchant.card(card).getString("status")).isEqualTo("LOCKED"));
        assertThat(sourcesOf(nobodys)).containsExactly("WEBHOOK");
    }

    private static List<String> sourcesOf(long issuerCard) {
        return Api.operator()
                .get("/v1/admin/deliveries?status=PARKED&reason=unknown_card&limit=100")
                .jsonPath()
                .getList("data.findAll { it.issuer_card_id == " + issuerCard + " }.source");
    }

    @Test
    void aReadingThatTookAllItsPagesIsGoneOnWith() {
        String card = merchant.activeCard();
        long number = merchant.issuerCard(card);
        int more = ShortReadings.ROWS + 2;
        IntStream.range(0, more)
                .forEach(omen -> tell("CARD_OMEN", Map.of("card_id", number, "omen", omen)));

        aLockThatOnlyTheRecordsTell(number);

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(merchant.card(card).getString("status")).isEqualTo("LOCKED"));
    }

    /** The card itself stays active at the issuer: asking about it does not tell. */
    private static void aLockThatOnlyTheRecordsTell(long number) {
        Faults.add("LOSE", Map.of("event", "CARD_STATUS_CHANGE", "card_id", number), Map.of());
        tellOfALock(number);
    }

    private static void tellOfALock(long number) {
        tell(
                "CARD_STATUS_CHANGE",
                Map.of(
                        "card_id",
                        number,
                        "status",
                        "SUCCESS",
                        "card_status",
                        "LOCKED",
                        "occur_time",
                        System.currentTimeMillis()));
    }

    private static void tell(String type, Map<String, Object> payload) {
        SandboxControl.post("/webhooks", Map.of("type", type, "payload", payload));
    }
}
