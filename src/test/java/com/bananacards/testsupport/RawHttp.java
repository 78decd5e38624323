package com.bananacards.testsupport;

import io.restassured.RestAssured;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests that no client library would send: larger than allowed, or broken off. Reads the answer also then. */
public final class RawHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Milliseconds in which an answer comes of which nobody knows whether it comes. */
    private static final int AT_ONCE = 500;

    private RawHttp() {}

    /** The whole answer to a request with so many bytes of body, its length announced or not. */
    public static String post(String path, String headers, int bytes, boolean announced) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port), 5_000);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            send(socket.getOutputStream(), head(path, headers, bytes, announced), bytes, announced);
            return read(socket);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /**
     * The answer to these bytes: all of it when the service closes the connection, else what comes at once. Empty when
     * it closes it, or waits for more, without a word.
     */
    public static String send(byte[] request) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port), 5_000);
            boolean closes =
                    new String(request, StandardCharsets.ISO_8859_1).contains("Connection: close");
            socket.setSoTimeout(closes ? (int) PATIENCE.toMillis() : AT_ONCE);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException stoppedListening) {
                // It may have answered before.
            }
            return read(socket);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String head(String path, String headers, int bytes, boolean announced) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + headers
                + (announced ? "Content-Length: " + bytes : "Transfer-Encoding: chunked")
                + "\r\n\r\n";
    }

    /** A server may stop listening half-way: that is its right, and its answer is read all the same. */
    private static void send(OutputStream out, String head, int bytes, boolean announced) {
        byte[] chunk = "{\"email\":\"".concat("x".repeat(54)).getBytes(StandardCharsets.US_ASCII);
        try {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] framed = announced ? chunk : framed(chunk);
            for (int sent = 0; sent < bytes; sent += chunk.length) {
                out.write(framed);
            }
            if (!announced) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
        } catch (IOException stoppedListening) {
            return;
        }
    }

    private static byte[] framed(byte[] chunk) {
        String text = new String(chunk, StandardCharsets.US_ASCII);
        return (Integer.toHexString(chunk.length) + "\r\n" + text + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String read(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException resetAfterTheAnswer) {
            return answer.toString();
        }
        return answer.toString();
    }
}
