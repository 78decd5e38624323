package com.bananacards.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests have a limit of their own, and that its bucket can't be changed by another spelling. */
class GuardedTest {

    private static final String ID = "0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001";

    @ParameterizedTest
    @CsvSource({
        "PUT,  /v1/cards/%s/pin,          pin",
        "POST, /v1/cards/%s/activate,     pin",
        "POST, /v1/challenges/%s/confirm, challenge",
    })
    void pinsAndChallengesHaveALimitOfTheirOwn(String method, String path, String limit) {
        assertThat(Guarded.of(HttpMethod.valueOf(method), path.formatted(ID)))
                .contains(new Guarded(limit, ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/cards/%s/lock",
                "/v1/cards/%s/recharges",
                "/v1/challenges/%s/pin",
                "/v1/cards/%s/confirm",
                "/v1/cards/%s",
                "/v1/operations/%s/activate",
            })
    void nothingElseHas(String path) {
        assertThat(Guarded.of(HttpMethod.POST, path.formatted(ID))).isEmpty();
    }

    @Test
    void lookingHasNone() {
        assertThat(Guarded.of(HttpMethod.GET, "/v1/cards/" + ID + "/pin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/cards/0198AAAA-BBBB-7CCC-8DDD-EEEEFFFF0001/pin",
                "/v1/cards/198aaaa-bbbb-7ccc-8ddd-eeeeffff0001/pin",
                "/v1/cards/0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001;a=1/pin;b=2",
                "/v1//cards/0198aaaa-bbbb-7ccc-8ddd-eeeeffff0001/pin//",
            })
    void anotherSpellingOfTheSamePathFindsTheSameBucket(String path) {
        assertThat(Guarded.of(HttpMethod.PUT, path)).contains(new Guarded("pin", ID));
    }

    @Test
    void whatIsNoIdSharesOneBucket() {
        assertThat(Guarded.of(HttpMethod.PUT, "/v1/cards/x/pin"))
                .isEqualTo(Guarded.of(HttpMethod.PUT, "/v1/cards/y/pin"))
                .isPresent();
    }
}
