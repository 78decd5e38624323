package com.bananacards.testsupport;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Very many clients of one event stream, on sockets alone: of what comes they keep no more than whether they were let
 * in, and how many of them have seen a word.
 */
public final class IdleStreams implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** Connections that are being made at once: fewer than a server queues. */
    private static final int AT_ONCE = 100;

    private static final int TAIL = 200;
    private static final String LET_IN = "HTTP/1.1 200 ";

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient(new NetClientOptions());
    private final URI server;
    private final String request;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final List<Stream> streams = new ArrayList<>();
    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    /** One socket and the end of what came on it. */
    private final class Stream {
        private final NetSocket socket;
        private final Set<String> words = new HashSet<>();
        private String tail = "";
        private boolean in;

        Stream(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::take);
            socket.closeHandler(gone -> end());
            socket.write(request);
        }

        void end() {
            ended.incrementAndGet();
            if (!in) {
                turns.release();
            }
        }

        void take(Buffer buffer) {
            String text = tail + buffer.toString(StandardCharsets.UTF_8);
            if (!in && text.contains("\r\n") && !text.startsWith(LET_IN)) {
                refusals.add(text.lines().findFirst().orElseThrow());
                socket.close();
            } else if (!in && text.contains("\nid:")) {
                in = true;
                begun.incrementAndGet();
                turns.release();
            }
            seen.forEach((word, count) -> {
                int unread = Math.max(0, tail.length() - word.length() + 1);
                if (text.indexOf(word, unread) >= 0 && words.add(word)) {
                    count.incrementAndGet();
                }
            });
            tail = in ? text.substring(Math.max(0, text.length() - TAIL)) : text;
        }
    }

    /** @param path of the stream */
    public IdleStreams(String url, String path, String token) {
        server = URI.create(url);
        request = "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }

    /** Opens so many, and waits until each was told where it begins. */
    public void open(int count) {
        for (int one = 0; one < count; one++) {
            awaitATurn();
            client.connect(server.getPort(), server.getHost())
                    .onSuccess(socket -> {
                        synchronized (streams) {
                            streams.add(new Stream(socket));
                        }
                    })
                    .onFailure(failure -> {
                        ended.incrementAndGet();
                        turns.release();
                    });
        }
        await().atMost(PATIENCE).until(() -> begun.get() + ended.get() >= count);
    }

    private void awaitATurn() {
        try {
            if (!turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(begun + " streams began, then none for " + PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** From now on it is counted on how many streams this word comes, once each. */
    public void lookFor(String word) {
        seen.put(word, new AtomicInteger());
    }

    public int seen(String word) {
        return seen.get(word).get();
    }

    public int begun() {
        return begun.get();
    }

    /** How many ended, or were never let in. */
    public int ended() {
        return ended.get();
    }

    /** First lines of the answers to those who were not let in. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
