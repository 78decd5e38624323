package com.bananacards.reconciliation;

import io.quarkus.test.junit.QuarkusTestProfile;

import java.util.Map;

/** Readings of the issuer's records that are cut off soon. */
public class ShortReadings implements QuarkusTestProfile {

    /** What one reading takes at most. */
    static final int ROWS = 12;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "reconciliation.page", "4",
                "reconciliation.pages", "3",
                "reconciliation.every", "1S");
    }
}
