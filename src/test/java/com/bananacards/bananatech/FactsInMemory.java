package com.bananacards.bananatech;

import com.bananacards.testsupport.Settings;

import java.util.HashMap;
import java.util.Map;

/** The reader of deliveries without Quarkus. */
public final class FactsInMemory {

    private static final IssuerFacts BY_DEFAULT = with(Map.of());

    private FactsInMemory() {}

    /** Reads as it does by default. */
    public static IssuerFacts byDefault() {
        return BY_DEFAULT;
    }

    /** Reads as these settings say. */
    public static IssuerFacts with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("bananatech.base-url", "http://127.0.0.1:1");
        all.put("bananatech.merchant-id", "00000000-0000-4000-8000-000000000000");
        all.put("bananatech.secret-keys", "no key is used here");
        BananatechConfig config = Settings.of(BananatechConfig.class, all);
        IssuerJson json = new IssuerJson(config);
        return new IssuerFacts(json, new FactReader(json, new FactMembers(json, config), config));
    }
}
