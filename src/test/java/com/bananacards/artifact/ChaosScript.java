package com.bananacards.artifact;

import com.bananacards.testsupport.TimeScale;
import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The faults of a chaos, each with its chance at every call or webhook, drawn from one seed. */
final class ChaosScript {

    private static final List<String> SOON_KNOWN = List.of("REGISTER", "UPDATE_STATUS");
    private static final List<String> LONG_UNKNOWN = List.of("RECHARGE", "ASSIGN", "APPLY");

    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final TimeScale scale;
    private final long seed;

    private ChaosScript(long seed, TimeScale scale) {
        this.seed = seed;
        this.scale = scale;
    }

    /**
     * The first that strikes wins, so those are first whose share is promised.
     *
     * @param whole also with requests for money and new cards that never arrive: that takes long to be sure of
     */
    static List<Map<String, Object>> of(long seed, TimeScale scale, boolean whole) {
        ChaosScript script = new ChaosScript(seed, scale);
        script.webhooks();
        script.neverArriving(SOON_KNOWN);
        if (whole) {
            script.neverArriving(LONG_UNKNOWN);
        }
        script.calls();
        return script.lines;
    }

    /**
     * Behind all others: what they leave alone is turned away, and told late. So the issuer is down, and what it did
     * before is told when that is over.
     */
    static List<Map<String, Object>> outage(Duration length) {
        return List.of(
                Map.of("kind", "DOWN"), Map.of("kind", "DELAY", "delay_ms", length.toMillis()));
    }

    private void webhooks() {
        add("LOSE", 0.10, null);
        add("FORGET", 0.005, null);
        add("DELAY", 0.05, Duration.ofSeconds(15));
        add("DUPLICATE", 0.05, Duration.ofSeconds(5));
        add("REORDER", 0.05, Duration.ofSeconds(20));
        add("WRONG_HMAC_WEBHOOK", 0.02, null);
        add("TYPE_SWAP", 0.02, null);
        add("UNKNOWN_EVENT", 0.01, null);
        add("UNKNOWN_STATUS", 0.01, null);
    }

    private void calls() {
        add("DROP_AFTER", 0.02, null);
        add("BAD_GATEWAY_AFTER", 0.02, null);
        add("WRONG_HMAC", 0.01, null);
        late(0.02, scale.requestTimeout().dividedBy(2));
        // Later than anybody waits for it.
        late(0.01, scale.requestTimeout().multipliedBy(2));
    }

    private void neverArriving(List<String> endpoints) {
        for (String endpoint : endpoints) {
            add("DROP_BEFORE", 0.01, null).put("match", Map.of("endpoint", endpoint));
            add("DOWN", 0.005, null).put("match", Map.of("endpoint", endpoint));
        }
    }

    private void late(double chance, Duration delay) {
        add("LATE", chance, null).put("delay_ms", delay.toMillis());
    }

    private Map<String, Object> add(String kind, double chance, Duration delay) {
        Map<String, Object> line = new HashMap<>();
        line.put("kind", kind);
        line.put("probability", chance);
        line.put("seed", seed + 1_000L * lines.size());
        if (delay != null) {
            line.put("delay_ms", scale.of(delay).toMillis());
        }
        lines.add(line);
        return line;
    }

    /** How often each kind struck, and before. */
    static Map<String, Integer> struck(JsonNode script, Map<String, Integer> before) {
        Map<String, Integer> struck = new TreeMap<>(before);
        for (JsonNode line : script) {
            struck.merge(line.path("kind").asText(), line.path("struck").asInt(), Integer::sum);
        }
        return struck;
    }
}
