package com.bananacards.testsupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import java.io.UncheckedIOException;

/** The sandbox's control API. */
public final class SandboxControl {

    private static final ObjectReader EXACT =
            new ObjectMapper().reader(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private SandboxControl() {}

    public static String url() {
        return System.getProperty(Surroundings.SANDBOX_URL);
    }

    public static JsonPath get(String path) {
        Response answer = RestAssured.given().get(url() + "/control" + path);
        answer.then().statusCode(200);
        return answer.jsonPath();
    }

    /** Every amount to the cent, which {@link JsonPath} would read as binary fractions. */
    public static JsonNode exactly(String path) {
        String answer = RestAssured.given().get(url() + "/control" + path).asString();
        try {
            return EXACT.readTree(answer);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static Response post(String path, Object body) {
        Response answer = RestAssured.given()
                .contentType(ContentType.JSON)
                .body(body)
                .post(url() + "/control" + path);
        answer.then().statusCode(org.hamcrest.Matchers.lessThan(300));
        return answer;
    }

    public static void put(String path, Object body) {
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body(body)
                .put(url() + "/control" + path)
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    public static void delete(String path) {
        RestAssured.given()
                .delete(url() + "/control" + path)
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    /** How many calls of this endpoint the sandbox has got. */
    public static int calls(String endpoint) {
        Integer count = get("/calls?endpoint=" + endpoint).get("counts." + endpoint);
        return count == null ? 0 : count;
    }

    /** How many calls of this endpoint the sandbox has got for this user of its own. */
    public static long calls(String endpoint, long userId) {
        return get("/calls?endpoint=" + endpoint).getList("calls.user_id").stream()
                .filter(user -> user instanceof Number number && number.longValue() == userId)
                .count();
    }
}
