package com.bananacards.bananatech;

import com.bananacards.testsupport.IssuerSettings;

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
        BananatechConfig config = IssuerSettings.with(settings);
        IssuerJson json = new IssuerJson(config);
        return new IssuerFacts(
                json,
                new TypeCheck(json, config),
                new FactReader(json, new FactMembers(json, config), config));
    }
}
