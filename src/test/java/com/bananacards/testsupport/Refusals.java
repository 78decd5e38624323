package com.bananacards.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;

import java.util.List;

/** What every refused request must look like (RFC 9457), whoever refused it. */
public final class Refusals {

    private static final List<String> NEVER_SHOWN =
            List.of("com.bananacards", "java.", "io.quarkus", "io.vertx", "Exception", "\tat ");

    private Refusals() {}

    /** Asserts a problem answer of this status and code, and that it gives nothing away. */
    public static Response assertProblem(Response answer, int status, String code) {
        String body = answer.asString();
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("X-Request-Id")).isNotBlank();
        assertThat(answer.<String>path("code")).isEqualTo(code);
        assertThat(answer.<String>path("type")).isEqualTo("/problems/" + code);
        assertThat(answer.<Integer>path("status")).isEqualTo(status);
        assertThat(answer.<String>path("title")).isNotBlank();
        assertThat(answer.<String>path("detail")).isNotBlank();
        assertThat(NEVER_SHOWN).noneMatch(body::contains);
        return answer;
    }

    /** Asserts that exactly one member was at fault. */
    public static Response assertFault(Response answer, String pointer, String code) {
        assertProblem(answer, 400, "validation_failed");
        List<String> faults =
                answer.jsonPath().<java.util.Map<String, String>>getList("errors").stream()
                        .map(fault -> fault.get("pointer") + " " + fault.get("code"))
                        .toList();
        assertThat(faults).containsExactly(pointer + " " + code);
        assertThat(answer.<String>path("errors[0].detail")).isNotBlank();
        return answer;
    }
}
