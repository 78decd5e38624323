package com.bananacards.sensitive;

import io.smallrye.config.ConfigMapping;

import java.util.List;

/** The service's own keys. Secrets: no default. */
@ConfigMapping(prefix = "sensitive")
interface SensitiveConfig {

    /** {@code id:base64(32 bytes)}: the first seals, all open. */
    List<String> dataKeys();

    /** Base64 of 32 bytes: keys the fingerprints of card numbers and request bodies. */
    String fingerprintKey();
}
