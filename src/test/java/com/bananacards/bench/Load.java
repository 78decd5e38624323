package com.bananacards.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * A bounded load on 127.0.0.1: one thread, keep-alive connections, one request at a time on each. Closed loop (the next
 * request when the answer is there) or at a rate, where each time counts from when the request was due.
 */
final class Load implements AutoCloseable {

    private static final long PATIENCE = 60_000_000_000L;
    private static final long BREATH = 100_000;

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private Outcome outcome = new Outcome();

    /** What came of one load. */
    static final class Outcome {
        final Times times = new Times();
        final Map<Integer, Integer> statuses = new TreeMap<>();
        double seconds;

        double rate() {
            return times.size() / seconds;
        }

        boolean isAll(int status) {
            return statuses.keySet().equals(java.util.Set.of(status));
        }
    }

    private static final class Connection {
        final SocketChannel channel;
        ByteBuffer out = ByteBuffer.allocate(0);
        byte[] answer = new byte[4096];
        int length;
        long due;
        boolean busy;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    Load(int port, int count) {
        try {
            selector = Selector.open();
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Connection connection = new Connection(channel);
                channel.register(selector, SelectionKey.OP_READ, connection);
                connections.add(connection);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** All of these, each connection with the next as soon as it can. */
    Outcome closed(byte[][] requests) {
        return run(requests.length, i -> requests[i], 0);
    }

    /** So many, made when they are due, at so many a second. */
    Outcome open(int count, IntFunction<byte[]> requests, double perSecond) {
        return run(count, requests, perSecond);
    }

    private Outcome run(int count, IntFunction<byte[]> requests, double perSecond) {
        outcome = new Outcome();
        idle.clear();
        idle.addAll(connections);
        long begun = System.nanoTime();
        long stuck = begun + PATIENCE;
        int sent = 0;
        try {
            while (outcome.times.size() < count) {
                long now = System.nanoTime();
                while (sent < count && !idle.isEmpty()) {
                    long due = perSecond == 0 ? now : begun + (long) (sent / perSecond * 1e9);
                    if (due > now) {
                        break;
                    }
                    send(idle.removeFirst(), requests.apply(sent++), due);
                }
                int before = outcome.times.size();
                read(perSecond == 0);
                if (outcome.times.size() > before) {
                    stuck = System.nanoTime() + PATIENCE;
                } else if (System.nanoTime() > stuck) {
                    throw new IllegalStateException("no answer for a minute; " + outcome.statuses);
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        outcome.seconds = (System.nanoTime() - begun) / 1e9;
        return outcome;
    }

    private void send(Connection connection, byte[] request, long due) throws IOException {
        connection.due = due;
        connection.busy = true;
        connection.length = 0;
        connection.out = ByteBuffer.wrap(request);
        write(connection);
    }

    private void write(Connection connection) throws IOException {
        connection.channel.write(connection.out);
        SelectionKey key = connection.channel.keyFor(selector);
        key.interestOps(
                connection.out.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ);
    }

    private void read(boolean mayWait) throws IOException {
        int ready = mayWait ? selector.select(1000) : selector.selectNow();
        if (ready == 0 && !mayWait) {
            LockSupport.parkNanos(BREATH);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            if (key.isWritable()) {
                write(connection);
            }
            if (key.isReadable()) {
                answered(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    private void answered(Connection connection) throws IOException {
        in.clear();
        int got = connection.channel.read(in);
        if (got < 0) {
            throw new IOException("the service closed a connection");
        }
        in.flip();
        if (connection.length + got > connection.answer.length) {
            connection.answer =
                    java.util.Arrays.copyOf(connection.answer, 2 * (connection.length + got));
        }
        in.get(connection.answer, connection.length, got);
        connection.length += got;
        int whole = Answers.length(connection.answer, connection.length);
        if (connection.busy && whole >= 0 && connection.length >= whole) {
            outcome.times.add(System.nanoTime() - connection.due);
            outcome.statuses.merge(Answers.status(connection.answer), 1, Integer::sum);
            connection.busy = false;
            idle.addLast(connection);
        }
    }

    /** The whole of the last answer on some connection, as text. */
    String anAnswer() {
        Connection one = connections.getFirst();
        return new String(one.answer, 0, one.length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            for (Connection connection : connections) {
                connection.channel.close();
            }
            selector.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
