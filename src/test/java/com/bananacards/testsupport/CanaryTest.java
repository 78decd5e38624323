package com.bananacards.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

class CanaryTest {

    private static final String NUMBER = "5218364907718325";
    private static final String PIN = "904617";

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, PIN})
    void aPlantedSecretIsFoundAsItIs(String secret) {
        assertThat(formsIn(secret, "{\"member\": \"" + secret + "\"}")).contains("plain");
        assertThat(formsIn(secret, "pin=" + secret)).contains("plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, PIN})
    void aPlantedSecretIsFoundBackwards(String secret) {
        String backwards = new StringBuilder(secret).reverse().toString();

        assertThat(formsIn(secret, "(" + backwards + ")")).containsExactly("reversed");
    }

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, PIN})
    void aPlantedSecretIsFoundInHexadecimal(String secret) {
        String hex = HexFormat.of().formatHex(bytes("{\"a\":\"" + secret + "\"}"));

        assertThat(formsIn(secret, "\\x" + hex)).containsExactly("hex");
        assertThat(formsIn(secret, hex.toUpperCase())).containsExactly("hex");
    }

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, PIN})
    void aPlantedSecretIsFoundInBase64WhereverItStarts(String secret) {
        for (int before = 0; before < 6; before++) {
            String text = "y".repeat(before) + secret + "\"}";
            String standard = Base64.getEncoder().encodeToString(bytes(text));
            String forAddresses = Base64.getUrlEncoder().encodeToString(bytes(text));

            assertThat(formsIn(secret, standard)).containsExactly("base64 after " + before % 3);
            assertThat(formsIn(secret, forAddresses)).isNotEmpty();
        }
    }

    @Test
    void aCardNumberIsFoundWithTwoDigitsAByte() {
        assertThat(formsIn(NUMBER, "x" + latin(NUMBER) + "y")).containsExactly("BCD");
    }

    @Test
    void aPinIsFoundWithTwoDigitsAByteWhereItIsFilledUpOrInABlock() {
        assertThat(formsIn(PIN, latin("00" + PIN + "ffffff"))).containsExactly("BCD, filled up");
        assertThat(formsIn(PIN, latin("06" + PIN + "ffffffff")))
                .contains("PIN block 0 before its number");
        assertThat(formsIn(PIN, "\\x26" + PIN + "ffffffff")).contains("PIN block 2");
        assertThat(formsIn(PIN, "26" + PIN + "FFFFFFFF")).contains("PIN block 2");
    }

    /** The example of ISO 9564-1 as it is printed everywhere: PIN 1234, number 43219876543210987. */
    @Test
    void aPinIsFoundBehindItsCardNumber() {
        Canary block = Canary.behind("1234", "43219876543210987");

        assertThat(block.formsIn("0412AC89ABCDEF67")).containsExactly("PIN block 0");
        assertThat(block.formsIn("a" + latin("0412ac89abcdef67"))).containsExactly("PIN block 0");
        assertThat(block.formsIn("0412ac89abcdef68")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, PIN})
    void aPlantedSecretIsFoundInAnAddress(String secret) {
        String escaped = HexFormat.of().withPrefix("%").formatHex(bytes(secret));

        assertThat(formsIn(secret, "/v1/cards?q=" + escaped)).containsExactly("for addresses");
    }

    private static String latin(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aCardNumberIsFoundWithoutItsLastDigits() {
        assertThat(formsIn(NUMBER, "521836490771****")).containsExactly("without its end");
    }

    @Test
    void whatIsNotPlantedIsNotFound() {
        assertThat(formsIn(NUMBER, "last4 8325, ************8325")).isEmpty();
        assertThat(formsIn(PIN, "2026-11-22 17:00:08.904617+00")).isEmpty();
    }

    private static java.util.List<String> formsIn(String secret, String text) {
        return Canary.of(secret).formsIn(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
