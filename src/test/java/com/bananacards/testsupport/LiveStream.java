package com.bananacards.testsupport;

import io.restassured.RestAssured;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the event stream; it keeps what it is told until it is closed. */
public final class LiveStream implements AutoCloseable {

    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final HttpClient client;
    private final InputStream body;
    private volatile String lastId = "";

    /** One event as it came over the wire. */
    public record Event(String id, String name, String data) {}

    private LiveStream(HttpClient client, InputStream body) {
        this.client = client;
        this.body = body;
        Thread.ofVirtual().start(this::read);
    }

    /**
     * Opens a stream of the service that {@link RestAssured} speaks with.
     *
     * @param path with its query
     * @param lastId where the client left off; null: from now on
     */
    public static LiveStream open(String path, String token, @Nullable String lastId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            return new LiveStream(
                    client,
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What was told so far. */
    public List<Event> told() {
        return List.copyOf(told);
    }

    /** What a browser would give back when it comes again; empty before the first. */
    public String lastId() {
        return lastId;
    }

    private void read() {
        try (Scanner lines = new Scanner(body, StandardCharsets.UTF_8)) {
            String name = "";
            while (lines.hasNextLine()) {
                String line = lines.nextLine();
                if (line.startsWith("id:")) {
                    lastId = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    told.add(new Event(lastId, name, line.substring(5).strip()));
                }
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
