package com.bananacards.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the issuer did without a word is found by looking, and put right by name. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class DriftApiTest {

    private static final String MAKE_DUE = """
        UPDATE card SET checked_at = 'epoch' WHERE id = $1\
        """;

    @Inject
    Pool pool;

    private final Api merchant = Api.merchant();
    private String card;
    private long number;
    private long user;

    @BeforeEach
    void prepare() {
        card = merchant.fundedCard("100.00");
        number = merchant.issuerCard(card);
        user = merchant.ownerOf(card);
        // The last that its making brings: what is read before it would be out of date after it.
        soon().until(() -> timeline().contains("CardBalanceChanged"));
    }

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20));
    }

    private void makeDue() {
        pool.preparedQuery(MAKE_DUE)
                .execute(Tuple.of(UUID.fromString(card)))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private List<String> timeline() {
        return merchant.get("/v1/cards/" + card + "/timeline?limit=100")
                .jsonPath()
                .getList("data.kind");
    }

    @Test
    void aStatusThatChangedSilentlyIsPutRight() {
        SandboxControl.post(
                "/cards/" + number + "/status", Map.of("status", "LOCKED", "silent", true));

        makeDue();

        soon().untilAsserted(() ->
                assertThat(merchant.card(card).getString("status")).isEqualTo("LOCKED"));
        assertThat(timeline()).contains("CardCorrectedToMatchIssuer");
    }

    @Test
    void whatWasSpentSilentlyIsPutRightAndListed() {
        for (String event : List.of("CARD_BALANCE_CHANGE", "TRANSACTION_CREATED")) {
            Faults.onWebhook("LOSE", event, user, Map.of("times", 10));
        }
        SandboxControl.post(
                "/cards/" + number + "/purchase", Map.of("amount", new BigDecimal("30.10")));

        makeDue();

        soon().untilAsserted(() ->
                assertThat(merchant.card(card).getString("balance.total")).isEqualTo("69.90"));
        soon().untilAsserted(() -> assertThat(merchant.get("/v1/cards/" + card + "/transactions")
                        .jsonPath()
                        .<String>getList("data.type"))
                .contains("PURCHASE"));
    }

    @Test
    void whatAgreesIsLeftAlone() {
        List<String> before = timeline();

        makeDue();
        soon().until(() -> SandboxControl.calls("TRANSACTIONS", user) > 0);

        assertThat(timeline()).containsAll(before).doesNotContain("CardBalanceCorrected");
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
    }
}
