package com.bananacards.testsupport;

import com.bananacards.bananatech.BananatechConfig;

import java.util.HashMap;
import java.util.Map;

/** The issuer's settings as the service reads them, for tests without a service. */
public final class IssuerSettings {

    private IssuerSettings() {}

    /** The defaults, with these on top. */
    public static BananatechConfig with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "bananatech.base-url", "http://127.0.0.1:1",
                "bananatech.merchant-id", TestKeys.MERCHANT_ID,
                "bananatech.secret-keys", TestKeys.SECRET));
        all.putAll(settings);
        return Settings.of(BananatechConfig.class, all);
    }
}
