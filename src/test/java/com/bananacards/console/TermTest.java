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
