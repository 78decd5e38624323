package com.bananacards.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A client that sends one byte at a time, and stops when it is cut off. */
public final class SlowClient implements AutoCloseable {

    private static final int PAUSE_MS = 100;

    private final Socket socket;
    private final StringBuilder heard = new StringBuilder();

    public SlowClient(String url) {
        URI uri = URI.create(url);
        try {
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout(PAUSE_MS);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Sends all of this at once. */
    public void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Sends this character again and again. @return how long until it was cut off; empty when it was not */
    public Optional<Duration> trickle(char one, Duration atMost) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < atMost.toNanos()) {
            try {
                socket.getOutputStream().write(one);
            } catch (IOException cutOff) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - begun));
            }
            if (isClosed()) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - begun));
            }
        }
        return Optional.empty();
    }

    /** Listens for a moment. @return true when the other side has closed */
    public boolean isClosed() {
        try {
            byte[] some = new byte[4096];
            int n = socket.getInputStream().read(some);
            if (n > 0) {
                heard.append(new String(some, 0, n, StandardCharsets.UTF_8));
            }
            return n < 0;
        } catch (java.net.SocketTimeoutException nothingYet) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** What was answered so far. */
    public String heard() {
        return heard.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
