package com.bananacards.devmode;

import com.bananacards.sandbox.Sandbox;
import com.bananacards.sandbox.SandboxSettings;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Mounts the sandbox under {@code /sandbox}, and gives out cardholder tokens under {@code /dev/token}. */
@Singleton
@IfBuildProfile("dev")
class DevSandbox {

    private final Vertx vertx;
    private final int port;
    private final DevKeys keys = DevKeys.in(DevConfig.FOLDER);
    private @Nullable Sandbox sandbox;

    @Inject
    DevSandbox(Vertx vertx, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.vertx = vertx;
        this.port = port;
    }

    void mount(@Observes Router router) {
        Sandbox mounted = new Sandbox(vertx, settings());
        sandbox = mounted;
        router.route("/sandbox/*").subRouter(mounted.router());
        router.get("/dev/token").handler(this::token);
    }

    void stop(@Observes ShutdownEvent stopping) {
        Sandbox mounted = sandbox;
        if (mounted != null) {
            mounted.close();
        }
    }

    private SandboxSettings settings() {
        return SandboxSettings.builder(keys.get("merchant-id"), keys.get("secret-key"))
                .webhookUrl("http://localhost:" + port + "/webhooks/bananatech")
                .stateFile(DevConfig.FOLDER.resolve("sandbox.json"))
                .build();
    }

    private void token(RoutingContext request) {
        String cardholder = request.queryParams().get("cardholder_id");
        request.response()
                .putHeader("Content-Type", "text/plain")
                .end(
                        cardholder == null
                                ? new DevTokens(keys).merchant()
                                : new DevTokens(keys).cardholder(cardholder));
    }
}
