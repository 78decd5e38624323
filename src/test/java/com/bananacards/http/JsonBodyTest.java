package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

class JsonBodyTest {

    private static final String ID = "01900000-0000-7000-8000-000000000001";

    @Test
    void everyKindOfMemberIsRead() {
        JsonBody body = body("""
            {"text": "a b", "id": "%s", "number": 7, "bool": true, "amount": "100.10",
             "pan": "4111111111111111", "pin": "918273", "object": {"inner": "x"}}
            """.formatted(ID));

        assertThat(body.text("text", 1, 3)).contains("a b");
        assertThat(body.id("id")).contains(UUID.fromString(ID));
        assertThat(body.number("number")).contains(7L);
        assertThat(body.bool("bool")).contains(true);
        assertThat(body.amount("amount", 2)).contains(new BigDecimal("100.10"));
        assertThat(body.pan("pan").orElseThrow().last4()).isEqualTo("1111");
        assertThat(body.pin("pin")).isPresent();
        assertThat(body.object("object").orElseThrow().text("inner", 1, 1)).contains("x");
        body.done();
    }

    @Test
    void noBodyIsAnObjectWithoutMembers() {
        for (byte[] none : new byte[][] {null, {}, {' ', '\n'}}) {
            JsonBody body = JsonBody.of(none);

            assertThat(body.text("text", 1, 9)).isEmpty();
            assertThat(body.has("text")).isFalse();
            body.done();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"x\"", "null", "true"})
    void aBodyThatIsNoObjectIsRefused(String text) {
        Problem problem = catchThrowableOfType(Problem.class, () -> body(text));

        assertThat(errors(problem)).containsExactly(":type");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        JsonBody body =
                body("{\"text\": 7, \"pin\": \"12\", \"a/b~c\": 1, \"object\": {\"x\": 1}}");
        body.text("text", 1, 9);
        body.pin("pin");
        body.required("id", body.id("id"));
        body.object("object");

        assertThat(faults(body))
                .containsExactlyInAnyOrder(
                        "/text:type",
                        "/pin:size",
                        "/id:required",
                        "/a~1b~0c:unknown_field",
                        "/object/x:unknown_field");
    }

    @Test
    void unknownMembersMayBeLeftAlone() {
        JsonBody body = body("{\"new\": 1}");

        body.doneIgnoringUnknown();
        assertThat(faults(body)).containsExactly("/new:unknown_field");
    }

    @Test
    void aNullIsAMemberThatIsNotThere() {
        JsonBody body = body("{\"text\": null}");

        assertThat(body.has("text")).isFalse();
        body.required("text", body.text("text", 1, 9));
        assertThat(faults(body)).containsExactly("/text:required");
    }

    @Test
    void aFaultyRequiredMemberIsNotCalledMissing() {
        JsonBody body = body("{\"text\": \"\"}");
        body.required("text", body.text("text", 1, 9));

        assertThat(faults(body)).containsExactly("/text:size");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"\"', size",
        "'\"123456\"', size",
        "'\" a\"', format",
        "'\"a\\u0000\"', format",
        "'\"a\\nb\"', format",
        "7, type",
        "'{}', type"
    })
    void aTextHasItsLengthAndNoControlCharacters(String value, String code) {
        assertThat(fault(value, body -> body.text("x", 1, 5))).containsExactly("/x:" + code);
    }

    @Test
    void aTextFollowsItsPattern() {
        Pattern letters = Pattern.compile("[a-z]+");

        assertThat(body("{\"x\":\"abc\"}").text("x", 5, letters, "letters")).contains("abc");
        assertThat(fault("\"ab1\"", body -> body.text("x", 5, letters, "letters")))
                .containsExactly("/x:format");
    }

    @ParameterizedTest
    @CsvSource({
        "0, range",
        "-1, range",
        "1.0, type",
        "1e2, type",
        "9999999999999999999, range",
        "'\"7\"', type",
        "true, type"
    })
    void aNumberIsAPositiveInteger(String value, String code) {
        assertThat(fault(value, body -> body.number("x"))).containsExactly("/x:" + code);
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "100.1, 100.1", "'\"100.10\"', 100.10", "'\"0.01\"', 0.01"})
    void anAmountIsAStringOrANumberAndExact(String value, BigDecimal amount) {
        assertThat(body("{\"x\":" + value + "}").amount("x", 2)).contains(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "0, range",
        "'\"0.00\"', range",
        "-5, range",
        "100.001, format",
        "1e2, format",
        "'\"1E2\"', format",
        "'\"1,5\"', format",
        "'\" 1\"', format",
        "'\"\"', format",
        "'\"٣\"', format",
        "'\"NaN\"', format",
        "1234567890123456, format",
        "true, type",
        "'[1]', type"
    })
    void anotherAmountIsRefused(String value, String code) {
        assertThat(fault(value, body -> body.amount("x", 2))).containsExactly("/x:" + code);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"411111111111111\"', size",
        "'\"41111111111111111111\"', size",
        "'\"4111 1111 1111 1111\"', format",
        "'\"٤١١١١١١١١١١١١١١١\"', format",
        "4111111111111111, type"
    })
    void aCardNumberIsAStringOfSixteenToNineteenDigits(String value, String code) {
        assertThat(fault(value, body -> body.pan("x"))).containsExactly("/x:" + code);
    }

    @ParameterizedTest
    @CsvSource({"'\"12345\"', size", "'\"12345a\"', format", "'\"١٢٣٤٥٦\"', format", "123456, type"
    })
    void aPinIsAStringOfSixDigits(String value, String code) {
        assertThat(fault(value, body -> body.pin("x"))).containsExactly("/x:" + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "0-0-0-0-0", "{01900000-0000-7000-8000-000000000001}"})
    void anIdIsAWholeUuid(String text) {
        JsonBody body = body("{\"x\":\"" + text + "\"}");

        assertThat(body.peekId("x")).isEmpty();
        assertThat(body.id("x")).isEmpty();
        assertThat(faults(body)).containsExactly("/x:format");
    }

    @Test
    void peekingAtAnIdRecordsNoFault() {
        JsonBody body = body("{\"x\":7,\"y\":\"" + ID + "\"}");

        assertThat(body.peekId("x")).isEmpty();
        assertThat(body.peekId("y")).contains(UUID.fromString(ID));
        body.doneIgnoringUnknown();
    }

    @Test
    void noFaultQuotesASecret() {
        JsonBody body = body(
                "{\"pin\":\"91827x\",\"pan\":\"411111111111111x\"," + "\"4111111111111111\":1}");
        body.pin("pin");
        body.pan("pan");

        assertThatThrownBy(body::done)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.body("/v1/cards").toString())
                                .doesNotContain("91827")
                                .doesNotContain("411111111111"));
    }

    private static List<String> fault(String value, Function<JsonBody, Optional<?>> reading) {
        JsonBody body = body("{\"x\":" + value + "}");
        assertThat(reading.apply(body)).isEmpty();
        return faults(body);
    }

    private static List<String> faults(JsonBody body) {
        return errors(catchThrowableOfType(Problem.class, body::done));
    }

    private static List<String> errors(Problem problem) {
        assertThat(problem.type()).isEqualTo(ProblemType.VALIDATION_FAILED);
        return ((List<?>) problem.body(null).get("errors"))
                .stream()
                        .map(FieldError.class::cast)
                        .map(error -> error.pointer() + ":" + error.code())
                        .toList();
    }

    private static JsonBody body(String text) {
        return JsonBody.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
