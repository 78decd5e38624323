package com.bananacards.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bananacards.http.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.UUID;

class TermTest {

    @Test
    void itIsReadByItsForm() {
        UUID id = UUID.randomUUID();

        assertThat(Term.of(" " + id + " ").id()).contains(id);
        assertThat(Term.of(id.toString().toUpperCase(java.util.Locale.ROOT)).id())
                .contains(id);
        assertThat(Term.of("1234").number()).contains(1234L);
        assertThat(Term.of("1234").last4()).contains("1234");
        assertThat(Term.of("0042").number()).contains(42L);
        assertThat(Term.of("12345").last4()).isEmpty();
        assertThat(Term.of("99999999999").number()).contains(99_999_999_999L);
        assertThat(Term.of("Ada@").email()).contains("Ada@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "411111111111",
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111.1111.1111.1111",
                "6011000990139424123",
                "card 4111111111111111 please",
                "+4111 1111 1111",
                "ada 4111 1111 1111 1111",
                "4111-1111-1111-1111@example.com",
                "4111111111111111@example.com"
            })
    void whatMayBeACardNumberIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> Term.of(text))
                .isInstanceOf(Problem.class)
                .satisfies(refused -> assertThat(((Problem) refused).body("/v1/admin/search"))
                        .asString()
                        .contains("not_allowed")
                        .doesNotContainPattern("[0-9]{6}|1111"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nightly_12345678-1234-1234-1234-123456789012@example.com",
                "nightly_12345678-1234-12",
                "shop+1732650000123@example.com",
                "4915112345678@example.com"
            })
    void anEmailMayHoldManyDigits(String text) {
        assertThat(Term.of(text).email()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a", "ab"})
    void tooLittleIsNotLookedFor(String text) {
        assertThatThrownBy(() -> Term.of(text)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Term.of(null)).isInstanceOf(Problem.class);
    }

    @Test
    void tooMuchIsNotLookedForEither() {
        assertThatThrownBy(() -> Term.of("a".repeat(255))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Term.of("ada\0@example.com")).isInstanceOf(Problem.class);
    }
}
