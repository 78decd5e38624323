package com.bananacards.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/** The console's files over HTTP: to be kept where that is safe, and with a policy that lets nothing foreign in. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class WebApiTest {

    private static final String FOLDER = new WebFiles().folder();

    private static Response get(String path) {
        return RestAssured.given().redirects().follow(false).get(path);
    }

    @Test
    void thePageAllowsNothingButItsOwnFilesAndIsAskedForEachTime() {
        Response page = get("/console/");

        page.then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", equalTo("no-cache"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"));
        List<String> policy =
                Arrays.asList(page.header("Content-Security-Policy").split("; "));
        assertThat(policy)
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "connect-src 'self'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'");
        assertThat(page.header("Content-Security-Policy")).doesNotContain("unsafe", "http");
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        String etag = get("/console/").header("ETag");

        RestAssured.given()
                .header("If-None-Match", etag)
                .get("/console/")
                .then()
                .statusCode(304)
                .header("ETag", equalTo(etag))
                .header("Content-Security-Policy", matchesPattern(".+"));
    }

    @Test
    void filesOfThisVersionAreKeptForGoodAndThoseOfAnotherAreNot() {
        get("/console/" + FOLDER + "/pages/card.js")
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Cache-Control", equalTo("public, max-age=31536000, immutable"));
        get("/console/anotherversion/pages/card.js")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void nothingElseIsThere() {
        for (String path : List.of(
                "/console/" + FOLDER + "/pages/nobody.js",
                "/console/" + FOLDER + "/index.html",
                "/console/" + FOLDER + "/..%2f..%2fapplication.properties",
                "/console/" + FOLDER + "/",
                "/console/other")) {
            get(path).then().statusCode(404).contentType("application/problem+json");
        }
        get("/console").then().statusCode(308).header("Location", equalTo("/console/"));
    }

    @Test
    void itSaysHowOneSignsInAndThatTheSandboxIsElsewhere() {
        get("/console/config.json")
                .then()
                .statusCode(200)
                .body("sign_in.kind", equalTo("token"))
                .body("sandbox", equalTo(false));
    }
}
