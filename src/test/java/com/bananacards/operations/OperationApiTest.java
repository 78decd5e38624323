package com.bananacards.operations;

import static com.bananacards.testsupport.Refusals.assertFault;
import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Operations as their caller follows them: waiting, listing, and how they end. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OperationApiTest {

    private final Api merchant = Api.merchant();

    private Response register(String localPart, String prefer) {
        String email = localPart + UUID.randomUUID() + "@example.com";
        var request = merchant.request().body(Map.of("email", email, "template_id", 1));
        return (prefer == null ? request : request.header("Prefer", prefer))
                .post("/v1/cardholders");
    }

    @Test
    void anAcceptedCommandSaysWhereItsOperationIs() {
        Response answer = register("plain", null);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/v1/operations/" + answer.path("id"));
        assertThat(answer.header("Preference-Applied")).isNull();
        assertThat(answer.<String>path("kind")).isEqualTo("CARDHOLDER_REGISTER");
        assertThat(answer.<String>path("created_at"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(merchant.settled(answer.path("id")).getString("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void waitingEndsWhenTheTimeIsOverAndSaysSo() {
        Response answer = register("hold", "wait=1");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(answer.<String>path("status")).isEqualTo("PENDING");
        Response again =
                merchant.request().header("Prefer", "wait=1").get(answer.header("Location"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(again.<String>path("status")).isEqualTo("PENDING");
    }

    @Test
    void waitingEndsAsSoonAsTheIssuerHasDecided() {
        Response answer = register("hold", null);
        String cardholder = answer.path("cardholder_id");
        var waiting = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> merchant.settled(answer.path("id")));

        SandboxControl.post("/users/" + merchant.issuerUser(cardholder) + "/approve", Map.of());

        JsonPath settled = waiting.join();
        assertThat(settled.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(settled.getString("settled_at")).isNotNull();
        assertThat(settled.<String>getList("evidence.says")).contains("SUCCESS");
    }

    @ParameterizedTest
    @CsvSource({"wait=0", "wait=x", "wait", "respond-async"})
    void aPreferenceThatCantBeReadIsIgnored(String prefer) {
        Response answer = register("plain", prefer);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isNull();
    }

    @Test
    void aRejectedCardholderIsShownWithTheReason() {
        Response answer = register("reject", "wait=20");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<String>path("status")).isEqualTo("FAILED");
        assertThat(answer.<String>path("reason.issuer"))
                .isEqualTo("identity could not be verified");
        String cardholder = answer.path("cardholder_id");
        Response shown = merchant.get("/v1/cardholders/" + cardholder);
        assertThat(shown.<String>path("status")).isEqualTo("REJECTED");
        assertThat(shown.<String>path("reason")).isEqualTo("identity could not be verified");
        assertProblem(
                merchant.request()
                        .body(Api.assignment(cardholder, Api.stockedNumber()))
                        .post("/v1/cards/physical"),
                409,
                "cardholder_not_approved");
    }

    @Test
    void aRejectedCardholderMayRegisterAgain() {
        String email = "reject" + UUID.randomUUID() + "@example.com";
        for (int time = 0; time < 2; time++) {
            merchant.patiently()
                    .body(Map.of("email", email, "template_id", 1))
                    .post("/v1/cardholders")
                    .then()
                    .statusCode(200);
        }

        assertThat(merchant.get("/v1/cardholders?email=" + email)
                        .jsonPath()
                        .<String>getList("data.status"))
                .containsExactly("REJECTED", "REJECTED");
    }

    @Test
    void aCardholderWhoseDecisionIsOpenGetsNoCard() {
        String cardholder = register("hold", null).path("cardholder_id");

        assertProblem(
                merchant.request()
                        .body(Api.assignment(cardholder, Api.stockedNumber()))
                        .post("/v1/cards/physical"),
                409,
                "cardholder_not_approved");
    }

    private void failedAssignment(String cardholder) {
        merchant.patiently()
                .body(Api.assignment(cardholder, Api.unknownNumber()))
                .post("/v1/cards/physical")
                .then()
                .statusCode(200);
    }

    private JsonPath list(String query) {
        Response answer = merchant.get("/v1/operations?" + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    @Test
    void aListIsNarrowedByWhatItsQuerySays() {
        String cardholder = merchant.approvedCardholder();
        failedAssignment(cardholder);
        String card = merchant.assignedCard(cardholder);
        String of = "cardholder_id=" + cardholder;

        assertThat(list(of).<String>getList("data.kind"))
                .containsExactly("CARD_ASSIGN", "CARD_ASSIGN", "CARDHOLDER_REGISTER");
        assertThat(list(of + "&status=FAILED").<String>getList("data.kind"))
                .containsExactly("CARD_ASSIGN");
        assertThat(list("status=FAILED").<String>getList("data.status")).containsOnly("FAILED");
        assertThat(list(of + "&kind=CARDHOLDER_REGISTER").getList("data")).hasSize(1);
        assertThat(list("card_id=" + card).<String>getList("data.status"))
                .containsExactly("SUCCEEDED");
        assertThat(list(of + "&kind=CARD_CLOSE").getList("data")).isEmpty();
        assertThat(list(of).<Object>get("next")).isNull();
    }

    @Test
    void pagesStayStableWhileOperationsAreAdded() {
        String cardholder = merchant.approvedCardholder();
        for (int i = 0; i < 4; i++) {
            failedAssignment(cardholder);
        }
        List<String> whole = list("cardholder_id=" + cardholder).getList("data.id");

        List<String> paged = new ArrayList<>();
        String next = "";
        int pages = 0;
        while (next != null && pages < 10) {
            JsonPath page = list("limit=2&cardholder_id=" + cardholder + next);
            paged.addAll(page.getList("data.id"));
            next = page.getString("next") == null ? null : "&after=" + page.getString("next");
            pages++;
            failedAssignment(cardholder);
        }

        assertThat(paged).isEqualTo(whole).hasSize(5);
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "status,DONE,format",
        "status,pending,format",
        "kind,CARD_EAT,format",
        "card_id,x,format",
        "cardholder_id,5,format",
        "limit,0,range",
        "limit,101,range",
        "limit,ten,range",
        "limit,1e1,range",
        "after,%25,format",
        "after,MTIz,format",
    })
    void aQueryThatCantBeReadIsNamed(String name, String value, String code) {
        Response answer = merchant.request()
                .urlEncodingEnabled(false)
                .get("/v1/operations?" + name + "=" + value);

        assertFault(answer, "?" + name, code);
    }

    @Test
    void anOperationThatNobodyKnowsIsNotFound() {
        assertProblem(merchant.get("/v1/operations/x"), 404, "not_found");
        assertProblem(merchant.get("/v1/operations/" + UUID.randomUUID()), 404, "not_found");
        assertProblem(
                merchant.patiently().get("/v1/operations/" + UUID.randomUUID()), 404, "not_found");
    }
}
