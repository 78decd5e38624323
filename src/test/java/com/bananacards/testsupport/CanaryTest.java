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
