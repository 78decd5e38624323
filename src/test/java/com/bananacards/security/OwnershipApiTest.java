package com.bananacards.security;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.Upstream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** A cardholder's token reaches what is theirs; what belongs to another does not exist for it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OwnershipApiTest {

    private static final Map<String, Object> PIN = Map.of("pin", "483921");

    private static String ada;
    private static String adasCard;
    private static String bob;
    private static String bobsCard;

    private final Api merchant = Api.merchant();

    @BeforeEach
    void twoCardholdersWithACardEach() {
        if (ada == null) {
            ada = merchant.approvedCardholder();
            adasCard = merchant.assignedCard(ada);
            bob = merchant.approvedCardholder();
            bobsCard = merchant.assignedCard(bob);
        }
    }

    @Test
    void aCardholderSeesTheirOwnThings() {
        Api own = Api.cardholder(ada);

        assertThat(own.get("/v1/cardholders").jsonPath().<String>getList("data.id"))
                .containsExactly(ada);
        assertThat(own.get("/v1/cardholders/" + ada).<String>path("id")).isEqualTo(ada);
        assertThat(own.get("/v1/cards").jsonPath().<String>getList("data.id"))
                .containsExactly(adasCard);
        assertThat(own.get("/v1/cards/" + adasCard).<String>path("id")).isEqualTo(adasCard);
        Response operations = own.get("/v1/operations");
        assertThat(operations.jsonPath().<String>getList("data.cardholder_id")).containsOnly(ada);
        String operation = operations.path("data[0].id");
        assertThat(own.get("/v1/operations/" + operation).<String>path("id")).isEqualTo(operation);
    }

    @Test
    void whatBelongsToAnotherIsNotFound() {
        Api own = Api.cardholder(ada);
        String operation = merchant.get("/v1/operations?cardholder_id=" + bob).path("data[0].id");

        assertProblem(own.get("/v1/cardholders/" + bob), 404, "not_found");
        assertProblem(own.get("/v1/cards/" + bobsCard), 404, "not_found");
        assertProblem(own.get("/v1/operations/" + operation), 404, "not_found");
        assertProblem(own.patiently().get("/v1/operations/" + operation), 404, "not_found");
    }

    @Test
    void aFilterOpensNobodyElsesList() {
        Api own = Api.cardholder(ada);

        for (String path : List.of(
                "/v1/cards?last4=" + merchant.card(bobsCard).getString("last4"),
                "/v1/cardholders?email="
                        + merchant.get("/v1/cardholders/" + bob).<String>path("email"))) {
            assertThat(own.get(path).jsonPath().<String>getList("data.id"))
                    .as(path)
                    .doesNotContain(bob, bobsCard)
                    .isSubsetOf(adasCard);
        }
    }

    @Test
    void nothingIsDoneWithAnothersCard() {
        Api own = Api.cardholder(ada);
        List<Integer> before = Upstream.changes();
        String path = "/v1/cards/" + bobsCard;

        assertProblem(own.request().body(PIN).post(path + "/activate"), 404, "not_found");
        assertProblem(own.request().body("{").post(path + "/activate"), 404, "not_found");
        assertProblem(own.request().body(PIN).put(path + "/pin"), 404, "not_found");
        assertProblem(own.request().post(path + "/lock"), 404, "not_found");
        assertProblem(own.request().post(path + "/unlock"), 404, "not_found");
        assertProblem(own.request().post(path + "/close"), 403, "forbidden");
        assertThat(Upstream.changes()).isEqualTo(before);
        assertThat(merchant.card(bobsCard).getString("status")).isEqualTo("TBA");
    }

    @Test
    void ownershipIsLookedAtBeforeTheKey() {
        Response answer = RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.cardholder(ada))
                .contentType(ContentType.JSON)
                .body(PIN)
                .post("/v1/cards/" + bobsCard + "/activate");

        assertProblem(answer, 404, "not_found");
    }

    @Test
    void aCardIsNotAssignedToAnotherWhoStandsInTheBody() {
        Api own = Api.cardholder(ada);
        List<Integer> before = Upstream.changes();

        assertProblem(
                own.request()
                        .body(Api.assignment(bob, Api.stockedNumber()))
                        .post("/v1/cards/physical"),
                404,
                "not_found");
        assertProblem(
                own.request()
                        .body("{\"cardholder_id\":\"" + bob.toUpperCase(java.util.Locale.ROOT)
                                + "\",\"card_number\":\"1\"}")
                        .post("/v1/cards/physical"),
                404,
                "not_found");
        assertThat(Upstream.changes()).isEqualTo(before);
    }

    @Test
    void aMerchantsPathsAreForbidden() {
        Api own = Api.cardholder(ada);

        assertProblem(
                own.request()
                        .body(Map.of("email", "x@example.com", "template_id", 1))
                        .post("/v1/cardholders"),
                403,
                "forbidden");
        assertProblem(own.request().post("/v1/cards/" + adasCard + "/close"), 403, "forbidden");
    }

    @Test
    void aCardholdersTokenThatNamesNobodyOpensNothing() {
        Api nobody = Api.cardholder("no-uuid");

        assertProblem(nobody.get("/v1/cards"), 403, "forbidden");
        assertProblem(nobody.get("/v1/cards/" + adasCard), 403, "forbidden");
    }

    @Test
    void aCardholderTakesTheirOwnCardToActiveAndLocksIt() {
        String cardholder = merchant.approvedCardholder();
        Api own = Api.cardholder(cardholder);

        String card = own.assignedCard(cardholder);
        own.patiently().body(PIN).post("/v1/cards/" + card + "/activate").then().statusCode(200);
        own.request().body(PIN).put("/v1/cards/" + card + "/pin").then().statusCode(204);
        own.patiently().post("/v1/cards/" + card + "/lock").then().statusCode(200);

        assertThat(own.card(card).getString("status")).isEqualTo("LOCKED");
    }
}
