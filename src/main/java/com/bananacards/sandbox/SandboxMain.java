package com.bananacards.sandbox;

import io.vertx.core.Vertx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The sandbox as a process of its own, set by environment variables.
 *
 * <p>{@code SANDBOX_MERCHANT_ID} and {@code SANDBOX_SECRET_KEY} are required; {@code SANDBOX_PORT}
 * (default 0: any), {@code SANDBOX_HOST} (127.0.0.1), {@code SANDBOX_WEBHOOK_URL}, {@code
 * SANDBOX_RESULT_AFTER_MS} and {@code SANDBOX_APPROVE_AFTER_MS} (milliseconds, 500), {@code
 * SANDBOX_CARD_ID_READING} (SAME), {@code SANDBOX_STATE_FILE}, {@code SANDBOX_SAVE_AFTER_MS} (20),
 * {@code SANDBOX_KEY_ENCODING_AES} and {@code SANDBOX_KEY_ENCODING_HMAC} (utf8). Prints one line with its address when it listens. Exits
 * with 2 after one message when a variable is missing or wrong, with 1 when it cannot listen.
 */
public final class SandboxMain {

    private static final List<String> REQUIRED =
            List.of("SANDBOX_MERCHANT_ID", "SANDBOX_SECRET_KEY");

    private SandboxMain() {}

    /** Starts and stays until the process is ended. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        SandboxSettings settings;
        int port;
        try {
            settings = settings(environment);
            port = Integer.parseInt(environment.getOrDefault("SANDBOX_PORT", "0"));
        } catch (IllegalArgumentException wrong) {
            System.err.println("sandbox cannot start: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        start(settings, environment.getOrDefault("SANDBOX_HOST", "127.0.0.1"), port);
    }

    private static void start(SandboxSettings settings, String host, int port) {
        Vertx vertx = Vertx.vertx();
        Sandbox sandbox = new Sandbox(vertx, settings);
        // The last write of the state file must be done before the process is gone.
        Thread hook = new Thread(
                () -> sandbox.stop().toCompletionStage().toCompletableFuture().join());
        Runtime.getRuntime().addShutdownHook(hook);
        sandbox.listen(host, port)
                .onSuccess(server -> System.out.println(
                        "sandbox listening on http://" + host + ":" + server.actualPort()))
                .onFailure(failure -> {
                    System.err.println("sandbox cannot listen: " + failure.getMessage());
                    System.exit(1);
                });
    }

    static SandboxSettings settings(Map<String, String> environment) {
        List<String> missing = new ArrayList<>(REQUIRED);
        missing.removeIf(name -> !environment.getOrDefault(name, "").isBlank());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("missing " + String.join(", ", missing));
        }
        SandboxSettingsBuilder builder = SandboxSettings.builder(
                environment.getOrDefault("SANDBOX_MERCHANT_ID", ""),
                environment.getOrDefault("SANDBOX_SECRET_KEY", ""));
        builder.keyEncodings(
                encoding(environment, "SANDBOX_KEY_ENCODING_AES"),
                encoding(environment, "SANDBOX_KEY_ENCODING_HMAC"));
        set(environment, "SANDBOX_WEBHOOK_URL", builder::webhookUrl);
        set(environment, "SANDBOX_RESULT_AFTER_MS", ms -> builder.resultAfter(millis(ms)));
        set(environment, "SANDBOX_APPROVE_AFTER_MS", ms -> builder.approveAfter(millis(ms)));
        set(
                environment,
                "SANDBOX_CARD_ID_READING",
                name -> builder.cardIdReading(CardIdReading.valueOf(name)));
        set(environment, "SANDBOX_STATE_FILE", name -> builder.stateFile(Path.of(name)));
        set(environment, "SANDBOX_SAVE_AFTER_MS", ms -> builder.saveAfter(millis(ms)));
        return builder.build();
    }

    private static void set(Map<String, String> from, String name, Consumer<String> setter) {
        Optional.ofNullable(from.get(name)).filter(text -> !text.isBlank()).ifPresent(text -> {
            try {
                setter.accept(text.strip());
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(name + ": " + wrong.getMessage());
            }
        });
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }

    private static KeyEncoding encoding(Map<String, String> from, String name) {
        return KeyEncoding.of(from.getOrDefault(name, "utf8"));
    }
}
