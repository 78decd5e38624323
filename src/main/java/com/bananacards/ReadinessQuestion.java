package com.bananacards;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks the service on this machine whether it is ready: an image without a shell has nothing else to ask with. */
final class ReadinessQuestion {

    private static final int READY = 200;

    /** Longer than the database is waited for by default, so that a late yes is heard. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private ReadinessQuestion() {}

    static boolean isAnsweredYes(@Nullable String port) {
        String at = port == null || port.isBlank() ? "8080" : port.strip();
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + at + "/q/health/ready")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            return connection.getResponseCode() == READY;
        } catch (IOException | IllegalArgumentException noAnswer) {
            return false;
        }
    }
}
