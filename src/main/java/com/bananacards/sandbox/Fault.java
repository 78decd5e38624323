package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One scripted fault. Its nth decision depends on its seed and n alone, so the same script over
 * the same calls decides the same, also across a restart.
 */
final class Fault implements Row {

    private static final int ONE = 1_000_000;
    private static final int COPIES_AT_MOST = 100;
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private final long id;
    final FaultKind kind;
    private final JsonObject script;
    private final JsonObject match;
    private final int chance;
    private final @Nullable Integer times;
    private final @Nullable Long delayMs;
    private final int copies;
    private final @Nullable String text;
    private final long seed;
    private int seen;
    private int struck;

    Fault(long id, JsonObject script) {
        this.id = id;
        this.script = script;
        kind = FaultKind.valueOf(script.getString("kind"));
        match = script.getJsonObject("match", new JsonObject());
        chance = chance(script.getValue("probability"));
        times = script.getInteger("times");
        delayMs = script.getLong("delay_ms");
        copies = script.getInteger("copies", 2);
        text = script.getString("text");
        seed = script.getLong("seed", 1L);
        seen = script.getInteger("seen", 0);
        struck = script.getInteger("struck", 0);
        boolean backwards = delayMs != null && delayMs < 0;
        if (backwards || copies < 1 || copies > COPIES_AT_MOST) {
            throw new IllegalArgumentException("delay_ms or copies");
        }
    }

    private static int chance(@Nullable Object probability) {
        BigDecimal share = probability == null ? BigDecimal.ONE : new BigDecimal(probability + "");
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("probability");
        }
        return share.movePointRight(6).intValue();
    }

    /** Whether the fault befalls a call or webhook with these facts; counts as a decision. */
    boolean strikes(JsonObject facts) {
        if (spent() || !matches(facts)) {
            return false;
        }
        long draw = seed + GOLDEN_GAMMA * seen++;
        boolean strikes = new SplittableRandom(draw).nextInt(ONE) < chance;
        if (strikes) {
            struck++;
        }
        return strikes;
    }

    private boolean spent() {
        return times != null && struck >= times;
    }

    private boolean matches(JsonObject facts) {
        for (Map.Entry<String, Object> wanted : match) {
            String found = String.valueOf(facts.getValue(wanted.getKey()));
            if (wanted.getValue() != null
                    && !found.equalsIgnoreCase(wanted.getValue().toString())) {
                return false;
            }
        }
        return true;
    }

    long delayMs(long otherwise) {
        return delayMs == null ? otherwise : delayMs;
    }

    int copies() {
        return copies;
    }

    String text(String otherwise) {
        return text == null ? otherwise : text;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public JsonObject toJson() {
        return script.copy()
                .put("id", id)
                .put("seed", seed)
                .put("seen", seen)
                .put("struck", struck);
    }
}
