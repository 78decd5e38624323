package com.bananacards.guard;

import io.quarkus.test.junit.QuarkusTestProfile;

import java.util.Map;

/** A service with limits of every kind. */
public class GuardedSettings implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "guard.max-amount", "500",
                "guard.card-per-day", "1000",
                "guard.cardholder-per-day", "1500",
                "guard.merchant-per-day", "100000",
                "guard.recharges-per-card-and-hour", "6",
                "guard.cool-down", "10M",
                "guard.approval-above", "400",
                "guard.stopped-kinds", "CARD_CLOSE");
    }
}
