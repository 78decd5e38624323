package com.bananacards.security;

import io.quarkus.test.junit.QuarkusTestProfile;

import java.util.Map;

/** A service whose limits are soon reached, and refilled so slowly that a test does not see it. */
public class TightLimits implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "limits.caller.requests", "20",
                "limits.caller.per", "10H",
                "limits.cardholder.requests", "8",
                "limits.cardholder.per", "10H",
                "limits.pin.requests", "3",
                "limits.pin.per", "10H",
                "limits.challenge.requests", "2",
                "limits.challenge.per", "10H",
                "http.reads-under-way", "3");
    }
}
