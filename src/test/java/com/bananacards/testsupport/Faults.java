package com.bananacards.testsupport;

import io.restassured.RestAssured;

import java.util.HashMap;
import java.util.Map;

/** Faults that the sandbox is told to have: each strikes once unless it says otherwise. */
public final class Faults {

    private Faults() {}

    /** A fault of the next call of this endpoint that is about this user. */
    public static void onCall(String kind, String endpoint, long userId, Map<String, Object> more) {
        add(kind, Map.of("endpoint", endpoint, "user_id", userId), more);
    }

    public static void onCall(String kind, String endpoint, long userId) {
        onCall(kind, endpoint, userId, Map.of());
    }

    /** A fault of the next webhook of this type that is about this user. */
    public static void onWebhook(String kind, String event, long userId, Map<String, Object> more) {
        add(kind, Map.of("event", event, "user_id", userId), more);
    }

    /** A fault of whatever matches next. */
    public static void add(String kind, Map<String, Object> match, Map<String, Object> more) {
        Map<String, Object> fault = new HashMap<>(more);
        fault.put("kind", kind);
        fault.put("match", match);
        fault.putIfAbsent("times", 1);
        SandboxControl.post("/faults", fault);
    }

    public static void clear() {
        RestAssured.given()
                .delete(SandboxControl.url() + "/control/faults")
                .then()
                .statusCode(200);
    }
}
