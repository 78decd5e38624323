package com.bananacards.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.util.Optional;

/** The console's pages, and how one signs in to them. */
@ConfigMapping(prefix = "console.web")
interface WebConfig {

    /** False: there is nothing under {@code /console}. */
    @WithDefault("true")
    boolean enabled();

    /** What the OIDC provider knows the console as, a public client; not set: a token is pasted. */
    Optional<String> clientId();

    /** Where the provider signs people in; required with a client id. */
    Optional<URI> authorizeUrl();

    /** Where the provider gives a token for a code; required with a client id. Browsers must be let in there (CORS). */
    Optional<URI> tokenUrl();

    @WithDefault("openid")
    String scopes();

    /** The panel that plays BananaTech; only where the sandbox is mounted beside, which is in development. */
    @WithDefault("false")
    boolean sandbox();
}
