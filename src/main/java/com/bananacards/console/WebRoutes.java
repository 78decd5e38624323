package com.bananacards.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code /console}: the operator's console. Its files hold nothing of anybody and need no token; what it shows it asks
 * of the API, with the token of who is signed in.
 */
@Singleton
final class WebRoutes {

    private static final String HOME = "/console/";
    private static final String KEEP_FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "no-cache";

    private final WebConfig config;

    @Inject
    WebRoutes(WebConfig config) {
        this.config = config;
    }

    void mount(@Observes Router router) {
        if (!config.enabled()) {
            return;
        }
        WebFiles files = new WebFiles();
        WebFile settings =
                WebFile.of("config.json", settings().encode().getBytes(StandardCharsets.UTF_8));
        router.get("/console").handler(WebRoutes::home);
        router.get(HOME).handler(request -> send(request, files.page(), ASK_EACH_TIME));
        router.get(HOME + "config.json").handler(request -> send(request, settings, ASK_EACH_TIME));
        router.get(HOME + ":folder/*").handler(request -> file(request, files));
    }

    /** Both paths match a route without a slash at its end; the page's own addresses begin with one. */
    private static void home(RoutingContext request) {
        if (request.normalizedPath().endsWith("/")) {
            request.next();
        } else {
            request.response().setStatusCode(308).putHeader("Location", HOME).end();
        }
    }

    /** A folder of another version is answered too, while replicas are replaced: with ours, and not to be kept. */
    private void file(RoutingContext request, WebFiles files) {
        String folder = request.pathParam("folder");
        String path = request.normalizedPath();
        WebFile file = files.file(path.substring(HOME.length() + folder.length() + 1));
        if (file == null) {
            request.next();
        } else {
            send(request, file, folder.equals(files.folder()) ? KEEP_FOR_GOOD : "no-store");
        }
    }

    private void send(RoutingContext request, WebFile file, String caching) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.ETAG, file.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader("Content-Security-Policy", policy())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (knows(request.request().getHeader(HttpHeaders.IF_NONE_MATCH), file.etag())) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, file.type()).end(file.content());
        }
    }

    private static boolean knows(@Nullable String given, String etag) {
        return given != null
                && List.of(given.replace("W/", "").split("\\s*,\\s*")).contains(etag);
    }

    /** Nothing but its own files, nothing written into the page, nobody's frame; and the provider's token endpoint. */
    private String policy() {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'"
                + tokenOrigin().map(origin -> " " + origin).orElse("")
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types 'none'";
    }

    private Optional<String> tokenOrigin() {
        return config.clientId().flatMap(ignored -> config.tokenUrl()).map(WebRoutes::origin);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private JsonObject settings() {
        return new JsonObject().put("sign_in", signIn()).put("sandbox", config.sandbox());
    }

    private JsonObject signIn() {
        return config.clientId()
                .map(client -> new JsonObject()
                        .put("kind", "oidc")
                        .put("client_id", client)
                        .put("authorize_url", required("authorize-url", config.authorizeUrl()))
                        .put("token_url", required("token-url", config.tokenUrl()))
                        .put("scopes", config.scopes()))
                .orElseGet(() -> new JsonObject().put("kind", "token"));
    }

    private static String required(String key, Optional<URI> url) {
        return url.orElseThrow(() -> new IllegalStateException(
                        "console.web." + key + " is needed where console.web.client-id is set"))
                .toString();
    }
}
