package com.bananacards.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Requests whose end is told in two ways, or in none: a proxy and the service could take it at different places, and
 * what one takes for the body the other takes for the next request. That next request is a command that would do
 * something.
 */
final class Framing {

    private static final String CRLF = "\r\n";

    private final String command;
    private final String token;

    Framing(String command, String token) {
        this.command = command;
        this.token = token;
    }

    byte[] next(Random random) {
        String smuggled = smuggled();
        List<String> shapes = switch (random.nextInt(3)) {
            case 0 -> lengths(smuggled);
            case 1 -> encodings(smuggled);
            default -> lines(smuggled, random);
        };
        String shape = Attacks.pick(random, shapes);
        return shape.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The length is told in two ways, or in one that nobody may use. */
    private List<String> lengths(String smuggled) {
        return List.of(
                both("Content-Length: 0", "Content-Length: " + smuggled.length(), smuggled),
                both("Content-Length: 0, " + smuggled.length(), "X: 1", smuggled),
                both("Content-Length: +2", "X: 1", "{}" + smuggled),
                both("Content-Length: -1", "X: 1", "{}" + smuggled),
                both("Content-Length: 0x2", "X: 1", "{}" + smuggled),
                both("Content-Length: 2 ", "X: 1", "{"),
                both("Content-Length: 99999999999999999999", "X: 1", "{}"),
                both("Content-Length : 0", "X: 1", smuggled));
    }

    /** The coding is told in a way that one server takes and another does not. */
    private List<String> encodings(String smuggled) {
        return List.of(
                both("Content-Length: 6", "Transfer-Encoding: chunked", "0\r\n\r\n" + smuggled),
                both("Transfer-Encoding: chunked", "Content-Length: 6", "0\r\n\r\n" + smuggled),
                both(
                        "Content-Length: 4",
                        "Transfer-Encoding: chunked",
                        "5c\r\n" + smuggled + "\r\n0\r\n\r\n"),
                both("Transfer-Encoding : chunked", "Content-Length: 0", "0\r\n\r\n" + smuggled),
                both("Transfer-Encoding: xchunked", "Content-Length: 0", smuggled),
                both(
                        "Transfer-Encoding: chunked, identity",
                        "Content-Length: 0",
                        "0\r\n\r\n" + smuggled),
                both(
                        "Transfer-Encoding: identity, chunked",
                        "Content-Length: 5",
                        "0\r\n\r\n" + smuggled),
                both("Transfer-Encoding:\tchunked", "Content-Length: 5", "0\r\n\r\n" + smuggled),
                both("Transfer-Encoding:\r\n chunked", "Content-Length: 0", "0\r\n\r\n" + smuggled),
                both(
                        "X: 1\nTransfer-Encoding: chunked",
                        "Content-Length: 0",
                        "0\r\n\r\n" + smuggled),
                both(
                        "X: 1\rTransfer-Encoding: chunked",
                        "Content-Length: 0",
                        "0\r\n\r\n" + smuggled),
                both("Transfer-Encoding: chunked", "X: 1", "-1\r\n" + smuggled),
                both("Transfer-Encoding: chunked", "X: 1", "ffffffffffffffff\r\n{}"),
                both(
                        "Transfer-Encoding: chunked",
                        "X: 1",
                        "2;" + "e".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n"),
                both("Transfer-Encoding: chunked", "X: 1", "2\n{}\n0\n\n" + smuggled),
                both("Transfer-Encoding: chunked", "X: 1", "zz\r\n" + smuggled));
    }

    /** Lines and their ends that are none. */
    private List<String> lines(String smuggled, Random random) {
        return List.of(
                head("X: 1").replace(CRLF, "\n") + "\n" + smuggled.replace(CRLF, "\n"),
                head("X-Folded: a" + CRLF + " b" + CRLF + "\tTransfer-Encoding: chunked") + CRLF,
                "GET /v1/cards" + CRLF,
                "GET /v1/cards HTTP/0.9" + CRLF + CRLF,
                "GET /v1/cards HTTP/9.9" + CRLF + CRLF,
                "GET /v1/cards HTTP/1.1" + CRLF + CRLF,
                "GET  /v1/cards  HTTP/1.1" + CRLF + "Host: a" + CRLF + CRLF,
                "GET /v1/cards HTTP/1.1" + CRLF + "Host: a" + CRLF + "Host: b" + CRLF + CRLF,
                "GET /v1/cards HTTP/1.1" + CRLF + "no colon" + CRLF + CRLF,
                "GET /v1/cards HTTP/1.1" + CRLF + "X\u0000: 1" + CRLF + CRLF,
                "GET /v1/cards HTTP/1.1" + CRLF + ": empty" + CRLF + CRLF,
                "PRI * HTTP/2.0" + CRLF + CRLF + "SM" + CRLF + CRLF,
                "CONNECT 127.0.0.1:1 HTTP/1.1" + CRLF + CRLF,
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000" + "A".repeat(300),
                CRLF.repeat(random.nextInt(2_000)),
                "\u0000".repeat(1 + random.nextInt(9_000)));
    }

    /** A request of its own, if anybody takes it for one. */
    private String smuggled() {
        return "POST " + command + " HTTP/1.1" + CRLF + "Host: 127.0.0.1" + CRLF
                + "Authorization: Bearer " + token + CRLF + "Idempotency-Key: " + UUID.randomUUID()
                + CRLF + "Content-Length: 0" + CRLF + CRLF;
    }

    private String both(String one, String other, String body) {
        return head(one + CRLF + other) + CRLF + body;
    }

    /** A harmless read, to be led by what is hidden behind it. */
    private String head(String headers) {
        return "POST /v1/nothing HTTP/1.1" + CRLF + "Host: 127.0.0.1" + CRLF
                + "Content-Type: application/json" + CRLF + headers + CRLF;
    }
}
