package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bananacards.http.JsonText.Numeral;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class JsonTextTest {

    @Test
    void everyKindOfValueIsRead() {
        assertThat(read("{\"a\":[1,\"x\",true,false,null,{}]}"))
                .isEqualTo(Map.of(
                        "a", Arrays.asList(new Numeral("1"), "x", true, false, null, Map.of())));
        assertThat(read("null")).isNull();
        assertThat(read(" [] ")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.10", "1e2", "1E+2", "-0", "0.1000000000000000055511151231257827"})
    void aNumberKeepsItsText(String number) {
        assertThat(read(number)).isEqualTo(new Numeral(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "[1",
                "{\"a\"}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{\"o\":{\"a\":1,\"a\":1}}",
                "{\"a\":1,\"\\u0061\":2}",
                "{} {}",
                "{}x",
                "01",
                "+1",
                ".5",
                "NaN",
                "'a'",
                "{a:1}",
                "// comment\n{}",
                "\"tab\tinside\""
            })
    void whatIsNotOneJsonValueIsMalformed(String text) {
        assertMalformed(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        assertMalformed(new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'});
        assertMalformed(new byte[] {'"', (byte) 0xFF, '"'});
    }

    @Test
    void aNestOfSixteenIsReadAndADeeperOneIsMalformed() {
        assertThat(read("[".repeat(16) + "]".repeat(16))).isNotNull();
        assertMalformed(("[".repeat(17) + "]".repeat(17)).getBytes(StandardCharsets.UTF_8));
        assertMalformed("{\"a\":".repeat(50_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aNumberOfMoreThanSixtyFourDigitsIsMalformed() {
        assertThat(read("9".repeat(64))).isEqualTo(new Numeral("9".repeat(64)));
        assertMalformed("9".repeat(65).getBytes(StandardCharsets.UTF_8));
        assertMalformed(("0." + "9".repeat(80)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theRefusalQuotesNothingOfTheBody() {
        assertThatThrownBy(() -> read("{\"pin\":\"918273\",\"pin\":\"918273\"}"))
                .hasMessageNotContaining("918273")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":[2,null]}|{ \"b\" : [ 2 , null ], \"a\" : 1 }",
                "{\"a\":\"é\"}|{\"a\":\"\\u00e9\"}"
            })
    void spellingsOfOneValueHaveOneCanonicalText(String one, String other) {
        assertThat(JsonText.canonical(read(one))).isEqualTo(JsonText.canonical(read(other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}|{\"a\":\"1\"}",
                "{\"a\":1}|{\"a\":1.0}",
                "{\"a\":null}|{\"a\":\"null\"}",
                "{\"a\":null}|{}",
                "[1,2]|[2,1]",
                "[\"a\",\"b\"]|[\"a\\\",1\\\"b\"]",
                "{\"a\":[]}|{\"a\":{}}",
                "{\"a\":true}|{\"a\":\"true\"}"
            })
    void twoValuesHaveTwoCanonicalTexts(String one, String other) {
        assertThat(JsonText.canonical(read(one))).isNotEqualTo(JsonText.canonical(read(other)));
    }

    private static Object read(String text) {
        return JsonText.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertMalformed(byte[] body) {
        assertThatThrownBy(() -> JsonText.read(body))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_JSON));
    }
}
