package com.bananacards.testsupport;

import java.util.List;
import java.util.Map;

/** What the sandbox saw and has of one user: told apart by the user's number, for the sandbox is shared. */
public final class Upstream {

    private Upstream() {}

    /** How many calls of this endpoint were about this user. */
    public static long calls(String endpoint, long userId) {
        List<Map<String, Object>> calls =
                SandboxControl.get("/calls?endpoint=" + endpoint).getList("calls");
        return calls.stream().filter(call -> isOf(call, userId)).count();
    }

    /** How many calls that change something the sandbox has got, of anybody. */
    public static List<Integer> changes() {
        Map<String, Integer> counts = SandboxControl.get("/calls?endpoint=NONE").getMap("counts");
        return List.of("REGISTER", "ASSIGN", "UPDATE_STATUS", "SET_PIN").stream()
                .map(counts::get)
                .toList();
    }

    /** The user's cards as the issuer has them. */
    public static List<Map<String, Object>> cards(long userId) {
        return of("cards", userId);
    }

    /** The webhooks that were sent about this user, each attempt once. */
    public static List<Map<String, Object>> webhookAttempts(long userId) {
        return of("webhook_attempts", userId);
    }

    private static List<Map<String, Object>> of(String what, long userId) {
        List<Map<String, Object>> rows = SandboxControl.get("/state").getList(what);
        return rows.stream().filter(row -> isOf(row, userId)).toList();
    }

    private static boolean isOf(Map<String, Object> row, long userId) {
        return row.get("user_id") instanceof Number user && user.longValue() == userId;
    }
}
