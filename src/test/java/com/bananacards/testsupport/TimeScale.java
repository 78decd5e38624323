package com.bananacards.testsupport;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Production's own waits of settlement and reconciliation, all divided by the same number, so that a test sees in a
 * minute what takes a quarter of an hour. By 1, they are what they are by default.
 */
public final class TimeScale {

    private static final Map<String, Duration> DEFAULTS = Map.ofEntries(
            Map.entry("SETTLEMENT_FIRST_CHECK", Duration.ofSeconds(10)),
            Map.entry("SETTLEMENT_DEADLINE", Duration.ofMinutes(15)),
            Map.entry("SETTLEMENT_SEND_LEASE", Duration.ofSeconds(20)),
            Map.entry("SETTLEMENT_CLOCK_SKEW", Duration.ofSeconds(5)),
            Map.entry("SETTLEMENT_NOT_DONE_AFTER", Duration.ofMinutes(1)),
            Map.entry("SETTLEMENT_NOT_MOVED_AFTER", Duration.ofMinutes(5)),
            Map.entry("SETTLEMENT_NUDGE_EVERY", Duration.ofSeconds(5)),
            Map.entry("RECONCILIATION_EVERY", Duration.ofSeconds(30)),
            Map.entry("RECONCILIATION_SWEEP", Duration.ofSeconds(1)),
            Map.entry("RECONCILIATION_MAX_CHECK_DELAY", Duration.ofMinutes(1)),
            Map.entry("RECONCILIATION_OVERLAP", Duration.ofMinutes(5)),
            Map.entry("RECONCILIATION_CARD_CHECK_EVERY", Duration.ofMinutes(15)),
            Map.entry("RECONCILIATION_LEASE", Duration.ofSeconds(15)),
            Map.entry("BANANATECH_BREAKER_DELAY", Duration.ofSeconds(5)));

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    /** A call takes what it takes: the machine is not faster than in production. */
    private static final Duration SHORTEST_REQUEST_TIMEOUT = Duration.ofSeconds(1);

    private final int divisor;

    public TimeScale(int divisor) {
        this.divisor = divisor;
    }

    public int divisor() {
        return divisor;
    }

    public Duration of(Duration time) {
        return time.dividedBy(divisor);
    }

    /** How long an answer of the issuer is waited for. */
    public Duration requestTimeout() {
        Duration scaled = of(REQUEST_TIMEOUT);
        return scaled.compareTo(SHORTEST_REQUEST_TIMEOUT) < 0 ? SHORTEST_REQUEST_TIMEOUT : scaled;
    }

    /** As environment variables. The tests' own shorter waits don't hold here: these come last. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        DEFAULTS.forEach((name, time) -> settings.put(name, of(time).toString()));
        settings.put("BANANATECH_REQUEST_TIMEOUT", requestTimeout().toString());
        return settings;
    }
}
