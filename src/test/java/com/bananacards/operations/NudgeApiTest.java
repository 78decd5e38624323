package com.bananacards.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/** Whoever looks at an operation that is not settled has it checked soon. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class NudgeApiTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    Pool pool;

    private final Api merchant = Api.merchant();
    private String card;
    private UUID operation;

    @BeforeEach
    void anOperationWhoseCheckIsFarAway() {
        card = merchant.fundedCard("100.00");
        Faults.onCall("DROP_BEFORE", "RECHARGE", merchant.ownerOf(card));
        String id = merchant.request()
                .body(Map.of("amount", "50.00"))
                .post("/v1/cards/" + card + "/recharges")
                .path("id");
        operation = UUID.fromString(id);
        checkAt(Instant.now().plus(Duration.ofHours(1)));
    }

    @AfterEach
    void withoutFaults() {
        Faults.clear();
        checkAt(Instant.now());
        merchant.settled(operation.toString());
    }

    @Test
    void aLookAtItBringsItsCheckForward() {
        merchant.get("/v1/operations/" + operation).then().statusCode(200);

        assertThat(nextCheck()).isBefore(Instant.now().plus(SOON).plusMillis(1));
    }

    @Test
    void soDoesALookAtItsCard() {
        merchant.card(card);

        assertThat(nextCheck()).isBefore(Instant.now().plus(SOON).plusMillis(1));
    }

    @Test
    void lookingAgainBringsItNoNearerAndPutsNothingOff() {
        merchant.get("/v1/operations/" + operation);
        Instant first = nextCheck();

        merchant.get("/v1/operations/" + operation);
        merchant.card(card);

        assertThat(nextCheck()).isEqualTo(first);
    }

    @Test
    void aListOfManyBringsNothingForward() {
        merchant.get("/v1/operations?card_id=" + card).then().statusCode(200);

        assertThat(nextCheck()).isAfter(Instant.now().plus(Duration.ofMinutes(30)));
    }

    private void checkAt(Instant at) {
        pool.preparedQuery("UPDATE operation SET next_check_at = $1"
                        + " WHERE id = $2 AND next_check_at IS NOT NULL")
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC), operation))
                .await()
                .indefinitely();
    }

    private Instant nextCheck() {
        return pool.preparedQuery("SELECT next_check_at FROM operation WHERE id = $1")
                .execute(Tuple.of(operation))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getOffsetDateTime(0)
                .toInstant();
    }
}
