package com.bananacards.sensitive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The service's own keys. Secrets: no default. */
@ConfigMapping(prefix = "sensitive")
interface SensitiveConfig {

    /** {@code id:base64(32 bytes)}: the first seals, all open. */
    List<String> dataKeys();

    /** Each base64 of 32 bytes: the first makes the fingerprints of card numbers and request bodies, all find. */
    List<String> fingerprintKey();

    /** Private RSA keys, base64 of PKCS#8: the first is published, all open what browsers encrypted. */
    Optional<List<String>> jweKeys();

    /** What a browser encrypted is taken for so long after. */
    @WithDefault("5M")
    Duration jweMaxAge();

    /** A browser's clock may be this far ahead of ours. */
    @WithDefault("1M")
    Duration jweClockSkew();

    /** How long the published keys may be used before they are read again. */
    @WithDefault("5M")
    Duration jweKeysKept();
}
