package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.UUID;

class PagingTest {

    private static final UUID LAST = UUID.fromString("01900000-0000-7000-8000-000000000001");

    private enum Colour {
        RED
    }

    @Test
    void twentyRowsAreThePageThatNobodyAskedFor() {
        assertThat(Paging.of(null, null)).isEqualTo(new Paging(20, null));
        assertThat(Paging.of(null, null).fetch()).isEqualTo(21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "100", "020"})
    void oneToAHundredRowsMayBeAskedFor(String limit) {
        assertThat(Paging.of(limit, null).limit()).isEqualTo(Integer.parseInt(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "-1", "1.5", "ten", "1000", "٣", "99999999999999"})
    void anotherLimitIsRefused(String limit) {
        assertInvalid(() -> Paging.of(limit, null), "?limit", "range");
    }

    @Test
    void aCursorComesBackAsTheIdItWasMadeOf() {
        assertThat(Paging.of(null, Paging.cursor(LAST)).after()).isEqualTo(LAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!!", "bm90IGFuIGlk", "01900000-0000-7000-8000-000000000001"})
    void aCursorThatIsNotOursIsRefused(String cursor) {
        assertInvalid(() -> Paging.of(null, cursor), "?after", "format");
    }

    @Test
    void aLiteralIsReadExactly() {
        assertThat(Paging.literal("colour", "RED", Colour.class)).contains(Colour.RED);
        assertThat(Paging.literal("colour", null, Colour.class)).isEmpty();
        assertInvalid(() -> Paging.literal("colour", "red", Colour.class), "?colour", "format");
    }

    @Test
    void aFreeTextMayBeAnythingButHoldNul() {
        assertThat(Paging.text("email", "")).contains("");
        assertThat(Paging.text("email", null)).isEmpty();
        assertInvalid(() -> Paging.text("email", "\0a"), "?email", "format");
        assertInvalid(() -> Paging.text("email", "a\0"), "?email", "format");
    }

    @Test
    void aPositionIsReadOrRefused() {
        assertThat(Paging.position(null)).isZero();
        assertThat(Paging.position("42")).isEqualTo(42);
        for (String none : List.of("", "-1", "x", "1.5", "9".repeat(19))) {
            assertInvalid(() -> Paging.position(none), "?after", "format");
        }
    }

    @Test
    void anIdIsReadOrRefused() {
        assertThat(Paging.id("card_id", LAST.toString())).contains(LAST);
        assertThat(Paging.id("card_id", null)).isEmpty();
        assertInvalid(() -> Paging.id("card_id", "7"), "?card_id", "format");
    }

    @Test
    void oneRowTooManySaysThatThereIsANextPage() {
        assertThat(Page.of(List.of(1, 2, 3), 2, row -> "after " + row, row -> row * 10))
                .isEqualTo(new Page<>(List.of(10, 20), "after 2"));
        assertThat(Page.of(List.of(1, 2), 2, row -> "after " + row, row -> row * 10))
                .isEqualTo(new Page<>(List.of(10, 20), null));
        assertThat(Page.of(List.of(), 2, row -> "after " + row, row -> row).next())
                .isNull();
    }

    private static void assertInvalid(ThrowingCallable call, String pointer, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.VALIDATION_FAILED);
            assertThat(problem.body(null).get("errors"))
                    .asInstanceOf(
                            org.assertj.core.api.InstanceOfAssertFactories.list(FieldError.class))
                    .extracting(FieldError::pointer, FieldError::code)
                    .containsExactly(org.assertj.core.api.Assertions.tuple(pointer, code));
        });
    }
}
