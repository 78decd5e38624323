package com.bananacards.cards;

import static com.bananacards.testsupport.Refusals.assertFault;
import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.RawHttp;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.Upstream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.UUID;

/** What is wrong with a request about cards is named exactly, and changes nothing here or at the issuer. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class InputApiTest {

    private static final String ASSIGN = "/v1/cards/physical";
    private static final String GOOD = "\"6011000990139424\"";
    private static final String ANYTHING = "ignored";

    private static String cardholder;
    private static String toActivate;
    private static String active;
    private List<?> before;

    private final Api merchant = Api.merchant();

    @BeforeEach
    void prepare() {
        if (cardholder == null) {
            cardholder = merchant.approvedCardholder();
            toActivate = merchant.assignedCard(cardholder);
            active = merchant.assignedCard(cardholder);
            merchant.patiently().body("{\"pin\":\"483921\"}").post(activate(active));
        }
        before = traces();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(traces()).isEqualTo(before);
    }

    private List<?> traces() {
        return List.of(
                Upstream.changes(),
                merchant.get("/v1/operations?limit=100&cardholder_id=" + cardholder)
                        .<Object>path("data.size()"),
                merchant.get("/v1/cards?cardholder_id=" + cardholder).<Object>path("data.status"));
    }

    private static String activate(String card) {
        return "/v1/cards/" + card + "/activate";
    }

    private static String pin(String card) {
        return "/v1/cards/" + card + "/pin";
    }

    private static String assignment(String cardholderId, String template, String number) {
        return "{\"cardholder_id\":" + cardholderId + ",\"template_id\":" + template
                + ",\"card_number\":" + number + "}";
    }

    private Response assign(String body) {
        return merchant.request().body(body).post(ASSIGN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "null|required",
                "\"\"|size",
                "\"123456789012345\"|size",
                "\"12345678901234567890\"|size",
                "\"123456789012345a\"|format",
                "\"abcdefghijklmnop\"|format",
                "\"1234 5678 9012 345\"|format",
                "\"1234-5678-9012-3456\"|format",
                "\" 1234567890123456\"|format",
                "\"1234567890123456\\n\"|format",
                "\"123456789012345\\u0000\"|format",
                "\"١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦\"|format",
                "\"１２３４５６７８９０１２３４５６\"|format",
                "\"-123456789012345\"|format",
                "1234567890123456|type",
                "1.5|type",
                "true|type",
                "[]|type",
                "{}|type"
            })
    void aBadCardNumberIsNamed(String number, String code) {
        Response answer = assign(assignment('"' + cardholder + '"', "1", number));

        assertFault(answer, "/card_number", code);
        assertThat(answer.asString()).doesNotContain("123456789012345");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "null|required",
                "\"1\"|type",
                "1.5|type",
                "1e2|type",
                "false|type",
                "[1]|type",
                "0|range",
                "-1|range",
                "99999999999999999999|range"
            })
    void aBadTemplateIsNamed(String template, String code) {
        assertFault(
                assign(assignment('"' + cardholder + '"', template, GOOD)), "/template_id", code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "null|required",
                "\"\"|format",
                "\"1-1-1-1-1\"|format",
                "\"not-a-uuid\"|format",
                "5|type",
                "{}|type"
            })
    void aBadCardholderIdIsNamed(String id, String code) {
        assertFault(assign(assignment(id, "1", GOOD)), "/cardholder_id", code);
    }

    @Test
    void aCardholderWhomNobodyKnowsIsNamed() {
        Response answer = assign(assignment('"' + UUID.randomUUID().toString() + '"', "1", GOOD));

        assertProblem(answer, 422, "unknown_cardholder");
    }

    @Test
    void aMisspeltMemberIsNamedTogetherWithTheOneThatIsMissing() {
        Response answer = assign("{\"cardholder_id\":\"" + cardholder
                + "\",\"template_id\":1,\"card_numer\":\"1234567890123456\"}");

        assertProblem(answer, 400, "validation_failed");
        assertThat(answer.jsonPath().<String>getList("errors.pointer"))
                .containsExactly("/card_number", "/card_numer");
        assertThat(answer.jsonPath().<String>getList("errors.code"))
                .containsExactly("required", "unknown_field");
        assertThat(answer.asString()).doesNotContain("1234567890123456");
    }

    @Test
    void aCardNumberInTheWrongPlaceIsNotRepeated() {
        Response answer = assign("{\"cardholder_id\":\"" + cardholder
                + "\",\"template_id\":1,\"card_number\":" + GOOD + ",\"4926173805190002\":1}");

        assertFault(answer, "/***0002", "unknown_field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}"})
    void anEmptyBodyLacksEveryMember(String body) {
        Response answer = assign(body);

        assertProblem(answer, 400, "validation_failed");
        assertThat(answer.jsonPath().<String>getList("errors.pointer"))
                .containsExactlyInAnyOrder("/cardholder_id", "/template_id", "/card_number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "nope",
                "{\"pin\":\"483921\"",
                "{\"pin\":\"483921\"}}",
                "{\"pin\":\"483921\"} {}",
                "{\"pin\":\"483921\",}",
                "{'pin':'483921'}",
                "{\"pin\":483921.}",
                "{\"pin\":\"483921\",\"pin\":\"483922\"}",
                "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]"
            })
    void whatIsNoJsonIsRefused(String body) {
        assertProblem(assign(body), 400, "malformed_json");
        assertProblem(
                merchant.request().body(body).post(activate(toActivate)), 400, "malformed_json");
        assertProblem(merchant.request().body(body).put(pin(active)), 400, "malformed_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"pin\":\"483921\"}]", "\"483921\"", "483921", "null", "true"})
    void whatIsNoObjectIsRefused(String body) {
        assertFault(assign(body), "", "type");
        assertFault(merchant.request().body(body).post(activate(toActivate)), "", "type");
        assertFault(merchant.request().body(body).put(pin(active)), "", "type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}|required",
                "{\"pin\":null}|required",
                "{\"pin\":\"\"}|size",
                "{\"pin\":\"48392\"}|size",
                "{\"pin\":\"4839215\"}|size",
                "{\"pin\":\"48392a\"}|format",
                "{\"pin\":\"48 921\"}|format",
                "{\"pin\":\"483-21\"}|format",
                "{\"pin\":\"48392 \"}|format",
                "{\"pin\":\"48392\\n\"}|format",
                "{\"pin\":\"٤٨٣٩٢١\"}|format",
                "{\"pin\":\"４８３９２１\"}|format",
                "{\"pin\":\"४८३९२१\"}|format",
                "{\"pin\":483921}|type",
                "{\"pin\":true}|type",
                "{\"pin\":[\"483921\"]}|type",
                "{\"pin\":{}}|type"
            })
    void aBadPinIsNamedAndNotRepeated(String body, String code) {
        for (Response answer : List.of(
                merchant.request().body(body).post(activate(toActivate)),
                merchant.request().body(body).put(pin(active)))) {
            assertFault(answer, "/pin", code);
            assertThat(answer.asString()).doesNotContain("48392", "４８３９");
        }
    }

    @Test
    void anUnknownMemberBesideThePinIsNamed() {
        String body = "{\"pin\":\"483921\",\"pin_code\":\"483921\"}";

        assertFault(
                merchant.request().body(body).post(activate(toActivate)),
                "/pin_code",
                "unknown_field");
        assertFault(merchant.request().body(body).put(pin(active)), "/pin_code", "unknown_field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/cards/x/activate", "/v1/cards/5/lock", "/v1/cards/%20/unlock"})
    void aPathThatNamesNoCardIsNotFound(String path) {
        assertProblem(merchant.request().body(ANYTHING).post(path), 404, "not_found");
    }

    @Test
    void aCardThatNobodyKnowsIsNotFoundWhateverTheBody() {
        String nobody = UUID.randomUUID().toString();

        assertProblem(merchant.request().body("{").post(activate(nobody)), 404, "not_found");
        assertProblem(merchant.request().body("{").put(pin(nobody)), 404, "not_found");
        assertProblem(merchant.get("/v1/cards/" + nobody), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOfTenMegabytesIsTooLarge(boolean announced) {
        for (String path : List.of(ASSIGN, activate(toActivate))) {
            String answer = RawHttp.post(path, headers(), 10_000_000, announced);

            assertThat(answer).startsWith("HTTP/1.1 413 ");
            assertThat(answer).contains("application/problem+json", "\"code\":\"too_large\"");
            assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("x-request-id: ");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatIsLargerThanAnyCardRequestIsTooLarge(boolean announced) {
        String answer = RawHttp.post(ASSIGN, headers(), 128 * 1024, announced);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"too_large\"");
    }

    @Test
    void aBodyWhoseLengthNobodyAnnouncedIsRead() {
        assertThat(RawHttp.post(ASSIGN, headers(), 64, false))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"malformed_json\"");
    }

    private static String headers() {
        return "Authorization: Bearer " + Tokens.merchant() + "\r\nIdempotency-Key: "
                + UUID.randomUUID() + "\r\nContent-Type: application/json\r\n";
    }
}
