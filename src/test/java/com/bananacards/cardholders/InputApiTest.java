package com.bananacards.cardholders;

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

import java.util.UUID;

/** What is wrong with a registration is named exactly; nobody is registered, here or at the issuer. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class InputApiTest {

    private static final String PATH = "/v1/cardholders";

    private final Api merchant = Api.merchant();
    private final String email = "b" + UUID.randomUUID() + "@example.com";
    private java.util.List<Integer> registered;

    @BeforeEach
    void count() {
        registered = Upstream.changes();
    }

    @AfterEach
    void nobodyIsRegistered() {
        assertThat(Upstream.changes()).isEqualTo(registered);
        assertThat(merchant.get(PATH + "?email=" + email).jsonPath().getList("data"))
                .isEmpty();
    }

    private Response register(String body) {
        return merchant.request().body(body).post(PATH);
    }

    private Response registerWith(String more) {
        return register("{\"email\":\"" + email + "\",\"template_id\":1," + more + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "null|required",
                "\"\"|size",
                "\"nobody\"|format",
                "\"@example.com\"|format",
                "\"nobody@\"|format",
                "\"nobody@example\"|format",
                "\"no body@example.com\"|format",
                "\" nobody@example.com\"|format",
                "\"nobody@example.com\\n\"|format",
                "\"no\\u0000body@example.com\"|format",
                "\"a@b@example.com\"|format",
                "5|type",
                "[\"nobody@example.com\"]|type"
            })
    void aBadEmailIsNamed(String written, String code) {
        assertFault(register("{\"email\":" + written + ",\"template_id\":1}"), "/email", code);
    }

    @Test
    void anEmailThatIsTooLongIsNamed() {
        String tooLong = "a".repeat(60) + "@" + "b".repeat(190) + ".com";

        assertFault(
                register("{\"email\":\"" + tooLong + "\",\"template_id\":1}"), "/email", "size");
    }

    @Test
    void anEmailThatHoldsACardNumberIsNamedAndNotRepeated() {
        Response answer =
                register("{\"email\":\"1234567890123456@example.com\",\"template_id\":1}");

        assertFault(answer, "/email", "format");
        assertThat(answer.asString()).doesNotContain("1234567890123456");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "null|required",
                "\"1\"|type",
                "1.0|type",
                "true|type",
                "0|range",
                "-7|range",
                "1000000000000000000000|range"
            })
    void aBadTemplateIsNamed(String template, String code) {
        assertFault(
                register("{\"email\":\"" + email + "\",\"template_id\":" + template + "}"),
                "/template_id",
                code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"\"|size",
                "\"+12345\"|size",
                "\"+\"|format",
                "\"44a\"|format",
                "\"+4 4\"|format",
                "\"٤٤\"|format",
                "44|type"
            })
    void aBadDialCodeIsNamed(String code, String fault) {
        assertFault(registerWith("\"dial_code\":" + code), "/dial_code", fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"\"|size",
                "\"1234567890123456\"|size",
                "\"123\"|format",
                "\"7700-900123\"|format",
                "\"7700 900123\"|format",
                "\"７７００９００\"|format",
                "7700900123|type"
            })
    void aBadPhoneNumberIsNamed(String number, String code) {
        assertFault(registerWith("\"phone_number\":" + number), "/phone_number", code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"first_name\":\"\"|/kyc/first_name|size",
                "\"last_name\":\" x\"|/kyc/last_name|format",
                "\"city\":5|/kyc/city|type",
                "\"nickname\":\"x\"|/kyc/nickname|unknown_field",
                "\"date_of_birth\":\"31.12.1990\"|/kyc/date_of_birth|format",
                "\"date_of_birth\":\"1990-02-30\"|/kyc/date_of_birth|format",
                "\"date_of_birth\":\"1990-12-311\"|/kyc/date_of_birth|size",
                "\"issue\":20200101|/kyc/issue|type",
                "\"expiry\":\"2030-13-01\"|/kyc/expiry|format",
                "\"front_img_base64\":\"no!base64\"|/kyc/front_img_base64|format",
                "\"back_img_base64\":{}|/kyc/back_img_base64|type"
            })
    void aBadMemberOfTheKycDataIsNamed(String member, String pointer, String code) {
        assertFault(registerWith("\"kyc\":{" + member + "}"), pointer, code);
    }

    @Test
    void kycDataThatIsTooLongIsNamed() {
        assertFault(
                registerWith("\"kyc\":{\"city\":\"" + "x".repeat(201) + "\"}"),
                "/kyc/city",
                "size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "1"})
    void kycDataThatIsNoObjectIsNamed(String kyc) {
        assertFault(registerWith("\"kyc\":" + kyc), "/kyc", "type");
    }

    @Test
    void anUnknownMemberIsNamed() {
        assertFault(registerWith("\"e_mail\":\"x\""), "/e_mail", "unknown_field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nope", "{\"email\":\"a@b.c\",\"email\":\"a@b.d\"}", "{}x"})
    void whatIsNoJsonIsRefused(String body) {
        assertProblem(register(body), 400, "malformed_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "7", "null"})
    void whatIsNoObjectIsRefused(String body) {
        assertFault(register(body), "", "type");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOfTenMegabytesIsTooLarge(boolean announced) {
        String headers = "Authorization: Bearer " + Tokens.merchant() + "\r\nIdempotency-Key: "
                + UUID.randomUUID() + "\r\nContent-Type: application/json\r\n";
        String answer = RawHttp.post(PATH, headers, 10_000_000, announced);

        assertThat(answer).startsWith("HTTP/1.1 413 ");
        assertThat(answer).contains("application/problem+json", "\"code\":\"too_large\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status=LOST", "limit=0", "limit=101", "limit=x", "limit=-1", "after=x"})
    void aBadQueryIsNamed(String query) {
        String name = query.substring(0, query.indexOf('='));
        String code = name.equals("limit") ? "range" : "format";

        assertFault(merchant.get(PATH + "?" + query), "?" + name, code);
    }

    @Test
    void aFilterThatNoTextCanHoldFindsNobody() {
        Response answer = merchant.request().urlEncodingEnabled(false).get(PATH + "?email=a%00b");

        assertFault(answer, "?email", "format");
    }

    @Test
    void aPathThatNamesNobodyIsNotFound() {
        assertProblem(merchant.get(PATH + "/nobody"), 404, "not_found");
        assertProblem(merchant.get(PATH + "/" + UUID.randomUUID()), 404, "not_found");
    }
}
