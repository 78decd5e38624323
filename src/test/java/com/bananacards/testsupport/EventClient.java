package com.bananacards.testsupport;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A client of the event stream that does as a browser's: it reads on, and whenever it is cut off it comes back, at the
 * next address that it knows, with the last id that it was given.
 */
public final class EventClient implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> addresses;
    private final String token;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile String lastId;
    private volatile InputStream body;
    private volatile int connections;
    private volatile int comments;
    private volatile boolean open;
    private volatile boolean away;
    private volatile boolean closed;

    /** One event as it came over the wire. */
    public record Event(String id, String name, String data) {}

    private EventClient(List<String> addresses, String token, String lastId) {
        this.addresses = addresses;
        this.token = token;
        this.lastId = lastId;
    }

    /**
     * Begins to read.
     *
     * @param addresses of one stream on every replica, the first to be gone to first
     * @param lastId where to go on; null to begin now
     */
    public static EventClient open(List<String> addresses, String token, String lastId) {
        EventClient client = new EventClient(addresses, token, lastId);
        Thread.ofVirtual().start(client::readOn);
        return client;
    }

    private void readOn() {
        for (int turn = 0; !closed; turn++) {
            try {
                read(addresses.get(turn % addresses.size()));
            } catch (IOException cutOff) {
                // As any other end of the stream: it comes back.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
            open = false;
            do {
                LockSupport.parkNanos(BETWEEN.toNanos());
            } while (away && !closed);
        }
    }

    private void read(String address) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<InputStream> answer =
                CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        body = answer.body();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            if (answer.statusCode() == 200) {
                connections++;
                open = true;
                take(lines);
            }
        }
    }

    /** An event counts when the empty line after it is there; one without data moves the position alone. */
    private void take(BufferedReader lines) throws IOException {
        String id = lastId;
        String name = "message";
        String data = null;
        for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data = line.substring(5).strip();
            } else if (line.startsWith(":")) {
                comments++;
            } else if (line.isEmpty()) {
                if (data != null) {
                    events.add(new Event(id, name, data));
                }
                lastId = id;
                name = "message";
                data = null;
            }
        }
    }

    /** Waits until it was told where it stands, and gives that back. */
    public String position() {
        await().atMost(PATIENCE).until(() -> lastId != null);
        return lastId;
    }

    /** All that it was told so far. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Waits until it was told this many, and gives back the first of them. */
    public List<Event> events(int count) {
        await().atMost(PATIENCE).until(() -> events.size() >= count);
        return events().subList(0, count);
    }

    /** How many comments came, which only keep the stream open. */
    public int comments() {
        return comments;
    }

    /** True while the service keeps the stream open. */
    public boolean isOpen() {
        return open;
    }

    /** How often it was let in. */
    public int connections() {
        return connections;
    }

    /** From now on, or no longer, it does not come back when it is cut off. */
    public void stayAway(boolean stay) {
        away = stay;
    }

    @Override
    public void close() {
        closed = true;
        InputStream open = body;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException gone) {
            // It was to be closed anyway.
        }
    }
}
