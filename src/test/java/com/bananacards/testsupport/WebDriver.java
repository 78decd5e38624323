package com.bananacards.testsupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** One session of W3C WebDriver, with the commands that the browser tests need: JSON over HTTP, so no library. */
final class WebDriver {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String session;

    /** @param capabilities as the standard's {@code alwaysMatch} */
    WebDriver(String driver, Map<String, ?> capabilities) {
        JsonNode begun = ask(
                "POST",
                driver + "/session",
                Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
        session = driver + "/session/" + begun.path("sessionId").asText();
    }

    JsonNode post(String command, Map<String, ?> body) {
        return ask("POST", session + command, body);
    }

    JsonNode get(String command) {
        return ask("GET", session + command, null);
    }

    void end() {
        ask("DELETE", session, null);
    }

    /** @throws WebDriverRefusal when the browser can't do it, with its reason */
    private static JsonNode ask(String method, String url, Map<String, ?> body) {
        try {
            HttpRequest.BodyPublisher publisher = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .method(method, publisher)
                    .build();
            HttpResponse<String> answer =
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            if (answer.statusCode() != 200) {
                throw new WebDriverRefusal(value.path("message").asText());
            }
            return value;
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What the browser could not do. */
    static final class WebDriverRefusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        WebDriverRefusal(String reason) {
            super(reason);
        }
    }
}
