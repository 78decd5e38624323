package com.bananacards.console;

import static com.bananacards.testsupport.Refusals.assertFault;
import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Evidence;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** From what somebody knows of a thing to the thing. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SearchApiTest {

    private final Api merchant = Api.merchant();
    private final Api operator = Api.operator();

    private static Response look(Api who, String q) {
        return who.request().queryParam("q", q).get("/v1/admin/search");
    }

    private List<Map<String, String>> found(String q) {
        Response answer = look(operator, q);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getList("data");
    }

    @Test
    void aCardIsFoundByEachOfItsNames() {
        String card = merchant.assignedCard();
        String last4 = merchant.card(card).getString("last4");

        for (Map.Entry<String, String> way : Map.of(
                        "id", card,
                        "issuer_card_id", Long.toString(merchant.issuerCard(card)),
                        "last4", last4)
                .entrySet()) {
            assertThat(found(way.getValue()))
                    .anySatisfy(one -> assertThat(one)
                            .containsEntry("type", "card")
                            .containsEntry("id", card)
                            .containsEntry("title", "physical card ending in " + last4)
                            .containsEntry("status", "TBA")
                            .containsEntry("matched", way.getKey()));
        }
    }

    @Test
    void aPersonIsFoundByNumberAndByHowTheEmailBeginsInAnyCase() {
        String email = "Nightly_" + UUID.randomUUID() + "@Example.com";
        Response registered = merchant.patiently()
                .body(Map.of("email", email, "template_id", 1))
                .post("/v1/cardholders");
        String id = registered.path("cardholder_id");

        for (String q : List.of(
                email.toUpperCase(Locale.ROOT),
                email.substring(0, 20).toLowerCase(Locale.ROOT),
                Long.toString(merchant.issuerUser(id)),
                id)) {
            assertThat(found(q))
                    .as(q)
                    .anySatisfy(one -> assertThat(one)
                            .containsEntry("type", "cardholder")
                            .containsEntry("id", id)
                            .containsEntry("title", email));
        }
        assertThat(found(email.replace('_', 'x'))).isEmpty();
        assertThat(found("Nightly%")).isEmpty();
    }

    @Test
    void operationsAndDeliveriesAreFoundByOurIds() {
        String card = merchant.fundedCard("40.00");
        String operation = merchant.get("/v1/operations?card_id=" + card).path("data[0].id");
        String delivery = operator.get("/v1/admin/deliveries?limit=1").path("data[0].id");

        assertThat(found(operation))
                .singleElement()
                .satisfies(one -> assertThat(one)
                        .containsEntry("type", "operation")
                        .containsEntry("title", "card apply of 40.00 USD")
                        .containsEntry("status", "SUCCEEDED"));
        assertThat(found(delivery))
                .singleElement()
                .satisfies(one -> assertThat(one).containsEntry("type", "delivery"));
        assertThat(found(Long.toString(merchant.issuerCard(card))))
                .extracting(one -> one.get("type") + " " + one.get("matched"))
                .contains("card issuer_card_id", "operation issuer_number");
        assertThat(found(UUID.randomUUID().toString())).isEmpty();
    }

    @Test
    void nobodyLooksForACardNumber() {
        String number = Api.stockedNumber();
        Evidence.ofThisRun().noteSecretsIn("{\"card_number\":\"" + number + "\"}");
        String spaced = number.replaceAll("(....)(?=.)", "$1 ");

        for (String q : List.of(number, spaced)) {
            Response refused = assertFault(look(operator, q), "?q", "not_allowed");
            assertThat(refused.asString()).doesNotContain(number).doesNotContain(spaced);
        }
        assertThat(operator.get("/v1/admin/audit?limit=20").asString())
                .contains("GET /v1/admin/search")
                .doesNotContain(number)
                .doesNotContain(spaced);
    }

    @Test
    void theSearchIsAnOperatorsAndWrittenDown() {
        String request = UUID.randomUUID().toString();

        assertProblem(look(merchant, "1234"), 403, "forbidden");
        operator.request()
                .header("X-Request-Id", request)
                .get("/v1/admin/search?q=1234")
                .then()
                .statusCode(200);
        assertThat(operator.get("/v1/admin/audit?kind=OperatorActed&limit=50")
                        .jsonPath()
                        .<String>getList("data.request_id"))
                .contains(request);
        assertFault(look(operator, ""), "?q", "required");
    }
}
