package com.bananacards.bench;

import com.bananacards.testsupport.Tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Event streams: every client is told of every webhook that was applied. */
final class Streams {

    private static final int CLIENTS = 100;
    private static final int PER_SECOND = 200;
    private static final int SECONDS = 8;
    private static final long EVENTS = (long) PER_SECOND * SECONDS * CLIENTS;
    private static final byte[] EVENT = "event:card.updated".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern UPDATED = Pattern.compile("\"updated_at\":\\s*\"([^\"]+)\"");

    private final Ground ground;
    private final Report report;
    private final AtomicLong told = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Times times = new Times();

    Streams(Ground ground, Report report) {
        this.ground = ground;
        this.report = report;
    }

    private static final class Client {
        int matched;
        boolean timed;
        boolean begun;
    }

    void fanOut() {
        try (Selector selector = Selector.open();
                Load load = ground.load(16)) {
            Thread[] reader = new Thread[1];
            ground.service().warmsUp(() -> {
                connect(selector);
                reader[0] = Thread.ofPlatform().start(() -> read(selector));
                awaitBegun(selector);
                told(load);
            });
            times = new Times();
            long before = told.get();
            Phase phase = told(load);
            over.set(true);
            reader[0].join();
            tell(phase, told.get() - before);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Phase told(Load load) {
        byte[][] bodies = ground.events().some(PER_SECOND * SECONDS);
        long all = told.get() + EVENTS;
        return Phase.of(
                ground,
                () -> load.open(bodies.length, i -> bodies[i], PER_SECOND),
                () -> awaitTold(all));
    }

    private void tell(Phase phase, long events) {
        report.figure(
                CLIENTS + " event streams, " + PER_SECOND + " webhooks/s: events told",
                events + " of " + EVENTS + " (more than what happened would be told twice,"
                        + " less where an older state came too late)");
        report.figure(
                "from the beginning of the applying transaction to the last client, p50 / p99 ms",
                Bench.millis(times, 0.5) + " / " + Bench.millis(times, 0.99));
        report.figure(
                "CPU s per 1,000 events told, service + database, webhooks included",
                String.format(
                        Locale.ROOT,
                        "%.4f + %.4f",
                        1000 * phase.serviceCpu() / EVENTS,
                        1000 * phase.databaseCpu() / EVENTS));
    }

    private void connect(Selector selector) {
        try {
            for (int i = 0; i < CLIENTS; i++) {
                connect(selector, i == CLIENTS - 1);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private void connect(Selector selector, boolean timed) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), ground.service().port()));
        channel.write(
                ByteBuffer.wrap(("GET /v1/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer "
                                + Tokens.merchant() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        Client client = new Client();
        client.timed = timed;
        channel.register(selector, SelectionKey.OP_READ, client);
    }

    private void read(Selector selector) {
        ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (!over.get()) {
                selector.select(200);
                for (SelectionKey key : selector.selectedKeys()) {
                    Client client = (Client) key.attachment();
                    in.clear();
                    if (((SocketChannel) key.channel()).read(in) < 0) {
                        throw new IOException("a stream was ended");
                    }
                    in.flip();
                    client.begun = true;
                    count(client, in);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private void count(Client client, ByteBuffer in) {
        if (client.timed) {
            time(StandardCharsets.UTF_8.decode(in.duplicate()));
        }
        while (in.hasRemaining()) {
            byte next = in.get();
            client.matched =
                    next == EVENT[client.matched] ? client.matched + 1 : next == 'e' ? 1 : 0;
            if (client.matched == EVENT.length) {
                client.matched = 0;
                told.incrementAndGet();
            }
        }
    }

    private void time(CharSequence text) {
        Instant now = Instant.now();
        Matcher matcher = UPDATED.matcher(text);
        while (matcher.find()) {
            times.add(Duration.between(Instant.parse(matcher.group(1)), now).toNanos());
        }
    }

    private static void awaitBegun(Selector selector) {
        while (!selector.keys().stream().allMatch(key -> ((Client) key.attachment()).begun)) {
            LockSupport.parkNanos(20_000_000);
        }
        LockSupport.parkNanos(200_000_000);
    }

    /** Until all are told, or nothing more comes. */
    private void awaitTold(long events) {
        ground.applied();
        long before = -1;
        while (told.get() < events && told.get() != before) {
            before = told.get();
            LockSupport.parkNanos(500_000_000);
        }
    }
}
