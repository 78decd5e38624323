package com.bananacards.sensitive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "12345", "1234567", "12 456", "12345a", "-12345", "123456\n", "١٢٣٤٥٦"})
    void whatIsNotSixDigitsIsNoPin(String text) {
        assertThat(Pin.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000", "999999", "123456", "456789", "654321", "543210"})
    void equalDigitsAndRunsAreSimple(String text) {
        assertThat(Pin.parse(text).orElseThrow().isSimple()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"918273", "135790", "024681", "123457", "123455", "890123", "111112"})
    void othersAreNot(String text) {
        assertThat(Pin.parse(text).orElseThrow().isSimple()).isFalse();
    }

    @Test
    void aPinPrintsAsStarsAndItsHashSaysNothing() {
        Pin pin = Pin.parse("918273").orElseThrow();

        assertThat(pin).hasToString("***").isEqualTo(Pin.parse("918273").orElseThrow());
        assertThat(pin).isNotEqualTo(Pin.parse("918274").orElseThrow());
        assertThat(pin.hashCode()).isEqualTo(Pin.parse("918274").orElseThrow().hashCode());
        assertThat(pin.reveal()).isEqualTo("918273");
    }
}
