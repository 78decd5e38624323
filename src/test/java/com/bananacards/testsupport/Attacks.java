package com.bananacards.testsupport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Requests that no honest client sends, as bytes: each is one that the service must refuse, or answer without doing
 * anything. The same seed and number make the same one.
 */
public final class Attacks {

    /** What is right in them but for the attack. */
    public record Targets(String cardholder, String card, String operation, String challenge) {}

    /** One request. @param family what kind of attack it is */
    public record Attack(String family, byte[] request) {

        /** As it is shown when it got through. */
        public String shown() {
            String text = new String(request, StandardCharsets.ISO_8859_1);
            return text.substring(0, Math.min(600, text.length()));
        }
    }

    private record Command(String method, String path, String body) {}

    private static final List<String> ODD_TEXTS = List.of(
            "' OR '1'='1",
            "'; DROP TABLE card; --",
            "1); SELECT pg_sleep(5); --",
            "\\u0000",
            "${jndi:ldap://127.0.0.1:1/a}",
            "%{(#a=1)}",
            "\\r\\n2026-01-01 ERROR forged line",
            "\\u001b[31m",
            "<script>alert(1)</script>",
            "../../../../etc/passwd",
            "\\ud800",
            "١٢٣٤٥٦",
            "１２３４５６",
            "𝟏𝟐𝟑𝟒𝟓𝟔",
            "x".repeat(3_000));
    private static final List<String> ODD_VALUES = List.of(
            "[]",
            "{}",
            "[[[[]]]]",
            "NaN",
            "Infinity",
            "-",
            "1e400",
            "0x10",
            "00",
            "1.",
            "'a'",
            "undefined");
    private static final List<String> ODD_NAMES = List.of(
            "__proto__",
            "constructor",
            "@type",
            "class",
            "card_numer",
            "role",
            "groups",
            "status",
            "id",
            "");
    private static final List<String> QUERIES = List.of(
            "/v1/cards?status=%s",
            "/v1/cards?last4=%s",
            "/v1/cards?cardholder_id=%s",
            "/v1/cards?limit=%s",
            "/v1/cards?after=%s",
            "/v1/cardholders?email=%s",
            "/v1/operations?kind=%s",
            "/v1/operations?card_id=%s",
            "/v1/events?cardholder_id=%s",
            "/v1/challenges?status=%s",
            "/v1/admin/audit?actor=%s",
            "/v1/admin/deliveries?type=%s",
            "/v1/cards/%s",
            "/v1/cards/%s/timeline",
            "/v1/operations/%s",
            "/v1/%s");
    private static final List<String> PATHS = List.of(
            "/v1/../q/health/live",
            "/v1/..%2f..%2fetc/passwd",
            "/v1/cards/%2e%2e/%2e%2e/q/health/live",
            "//v1//cards",
            "/V1/CARDS",
            "/v1/cards;a=b",
            "/v1/cards%00",
            "/v1/cards/%c0%ae%c0%ae/",
            "/v1/cards%0d%0aX-Injected:%201",
            "/v1/cards?a=%0d%0aX-Injected:%201",
            "/v1/cards#" + "f",
            "http://evil.example/v1/cards",
            "/v1/cards/%zz",
            "/" + "a/".repeat(2_000),
            "*");

    private final long seed;
    private final Targets targets;
    private final String token = Tokens.merchant();
    private final List<Command> commands;
    private final Framing framing;

    public Attacks(long seed, Targets targets) {
        this.seed = seed;
        this.targets = targets;
        String card = "/v1/cards/" + targets.card();
        String holder = "\"cardholder_id\":\"" + targets.cardholder() + "\",\"template_id\":";
        commands = List.of(
                new Command(
                        "POST",
                        "/v1/cardholders",
                        "{\"email\":\"a@example.com\",\"template_id\":1}"),
                new Command(
                        "POST",
                        "/v1/cards/physical",
                        "{" + holder + "1,\"card_number\":\"5718264930179999\"}"),
                new Command("POST", "/v1/cards/virtual", "{" + holder + "2}"),
                new Command("POST", card + "/activate", "{\"pin\":\"840273\"}"),
                new Command("PUT", card + "/pin", "{\"pin\":\"840273\"}"),
                new Command("POST", card + "/recharges", "{\"amount\":\"10.00\"}"),
                new Command("POST", card + "/lock", "{}"),
                new Command(
                        "POST",
                        "/v1/challenges/" + targets.challenge() + "/confirm",
                        "{\"approve\":true}"));
        framing = new Framing(card + "/lock", token);
    }

    /** The attack of this number. */
    public Attack number(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        int family = random.nextInt(100);
        if (family < 40) {
            return new Attack("body", body(random));
        } else if (family < 62) {
            return new Attack("token", token(random));
        } else if (family < 76) {
            return new Attack("query", query(random));
        } else if (family < 86) {
            return new Attack("header", header(random));
        } else if (family < 94) {
            return new Attack("framing", framing.next(random));
        }
        return new Attack("webhook", webhook(random));
    }

    private byte[] body(Random random) {
        Command command = pick(random, commands);
        byte[] body = spoilt(command.body(), random);
        return request(command.method(), command.path(), authorized(token), body);
    }

    /** Never legal any more, whatever the rest of it says. */
    private byte[] spoilt(String body, Random random) {
        String open = body.substring(0, body.length() - 1);
        String more = body.equals("{}") ? open : open + ",";
        String odd = pick(random, ODD_TEXTS);
        return switch (random.nextInt(12)) {
            case 0 -> utf8(body.substring(0, 1 + random.nextInt(body.length() - 1)));
            case 1 -> utf8(more + "\"x\":1,\"x\":1}");
            case 2 ->
                utf8(more + body.substring(1, body.length() - 1)
                        + (body.equals("{}") ? "\"\":1,\"\":1" : "") + "}");
            case 3 -> utf8(more + "\"x\":" + "[".repeat(random.nextInt(20_000)) + "}");
            case 4 -> utf8(more + "\"x\":" + nested(1 + random.nextInt(9_000)) + "}");
            case 5 -> utf8(more + "\"" + pick(random, ODD_NAMES) + "\":\"" + odd + "\"}");
            case 6 -> utf8(more + "\"" + odd + "\":\"" + odd + "\"}");
            case 7 -> utf8(body + pick(random, List.of("x", "{}", ",", "\u0000", "[]", "//")));
            case 8 -> utf8(more + "\"y\":" + pick(random, ODD_VALUES) + "}");
            case 9 -> withBadUtf8(body, random);
            case 10 -> utf8(more + "\"y\":\"" + "x".repeat(66_000) + "\"}");
            default ->
                body.getBytes(
                        pick(random, List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)));
        };
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private static byte[] withBadUtf8(String body, Random random) {
        byte[] bad = random.nextBoolean()
                ? new byte[] {(byte) 0xff}
                : new byte[] {(byte) 0xc0, (byte) 0xaf};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(utf8(body.substring(0, 1)));
        out.writeBytes(utf8("\""));
        out.writeBytes(bad);
        out.writeBytes(utf8(body.equals("{}") ? "\":1" : "\":1,"));
        out.writeBytes(utf8(body.substring(1)));
        return out.toByteArray();
    }

    private byte[] token(Random random) {
        Command command = pick(random, commands);
        String forged = ForgedTokens.next(random).replaceAll("[\r\n]", "");
        String headers = switch (random.nextInt(6)) {
            case 0 -> "Authorization: bearer " + forged + "\r\n";
            case 1 ->
                "Authorization: Bearer " + forged + "\r\nAuthorization: Bearer " + token + "\r\n";
            case 2 -> "Cookie: q_session=" + token + "; access_token=" + token + "\r\n";
            case 3 ->
                "Authorization: Basic " + forged + "\r\nX-Authorization: Bearer " + token + "\r\n";
            default -> "Authorization: Bearer " + forged + "\r\n";
        };
        String path = command.path() + (random.nextInt(4) == 0 ? "?access_token=" + token : "");
        return request(command.method(), path, headers + key(), utf8(command.body()));
    }

    private byte[] query(Random random) {
        String path = random.nextInt(3) == 0
                ? pick(random, PATHS)
                : pick(random, QUERIES).formatted(encoded(random));
        String method = pick(
                random,
                List.of(
                        "GET", "GET", "GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE",
                        "BREW"));
        return request(method, path, "Authorization: Bearer " + token + "\r\n", new byte[0]);
    }

    private static String encoded(Random random) {
        String text = pick(random, ODD_TEXTS);
        String once = java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? once.replace("%", "%25") : once;
    }

    /** On a command that is legal but for its missing key, so that it does nothing if it is let in. */
    private byte[] header(Random random) {
        Command command = pick(random, commands.subList(0, 7));
        boolean pin = command.method().equals("PUT");
        String odd = pick(random, oddHeaders(random));
        String content = pick(
                random,
                List.of(
                        "application/json",
                        "text/xml",
                        "multipart/form-data",
                        "application/json; charset=utf-7",
                        "a",
                        ""));
        String headers = "Authorization: Bearer " + token + "\r\n" + odd + "\r\nContent-Type: "
                + content + "\r\n";
        byte[] body = utf8(pin ? "{\"pin\":\"84027\"}" : command.body());
        return framed(command.method(), command.path(), headers, body);
    }

    private static List<String> oddHeaders(Random random) {
        return List.of(
                "X-Request-Id: " + pick(random, ODD_TEXTS),
                "X-Request-Id: a\r\n b",
                "X-Request-Id: a\rX-Injected: 1",
                "Idempotency-Key: ",
                "Idempotency-Key: " + "k".repeat(300),
                "Idempotency-Key: é",
                "X-HTTP-Method-Override: DELETE\r\nX-Method-Override: DELETE",
                "X-Forwarded-For: 127.0.0.1\r\nForwarded: for=_hidden;proto=https",
                "X-Original-URL: /v1/admin/deliveries\r\nX-Rewrite-URL: /v1/admin/deliveries",
                "Accept: " + "a/b,".repeat(500) + "*/*",
                "Accept-Encoding: " + "gzip,".repeat(500),
                "Content-Encoding: gzip",
                "Expect: 200-ok",
                "Upgrade: h2c\r\n"
                        + "Connection: Upgrade, HTTP2-Settings\r\n"
                        + "HTTP2-Settings: AAMAAABkAAQAAP__",
                "Range: bytes=0-0," + "5-,".repeat(1_000) + "0-",
                "X-Padding: " + "x".repeat(20_000),
                "X-A: 1\r\n".repeat(400) + "X-B: 1",
                "Prefer: wait=" + pick(random, List.of("-1", "99999999999", "1;wait=2", "x")));
    }

    private byte[] webhook(Random random) {
        String hex = UUID.randomUUID().toString().replace("-", "");
        String body = switch (random.nextInt(6)) {
            case 0 ->
                "{\"type\":\"CARD_STATUS_CHANGE\",\"data\":\"" + hex + "\",\"hmac\":\"" + hex
                        + "\"}";
            case 1 ->
                "{\"type\":\"" + pick(random, ODD_TEXTS) + "\",\"data\":\"" + hex + "\",\"hmac\":\""
                        + pick(random, ODD_TEXTS) + "\"}";
            case 2 -> "{\"hmac\":" + pick(random, ODD_VALUES) + ",\"data\":\"\",\"iv\":\"\"}";
            case 3 -> nested(1 + random.nextInt(5_000));
            case 4 -> "[" + "\"" + pick(random, ODD_TEXTS) + "\"";
            default -> "x".repeat(random.nextInt(300_000));
        };
        return request("POST", "/webhooks/bananatech", "", utf8(body));
    }

    private static String authorized(String token) {
        return "Authorization: Bearer " + token + "\r\n" + key();
    }

    private static String key() {
        return "Idempotency-Key: " + UUID.randomUUID() + "\r\n";
    }

    private static byte[] request(String method, String path, String headers, byte[] body) {
        return framed(method, path, headers + "Content-Type: application/json\r\n", body);
    }

    private static byte[] framed(String method, String path, String headers, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((method + " " + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers
                        + (body.length == 0 && method.equals("GET")
                                ? ""
                                : "Content-Length: " + body.length + "\r\n")
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static <T> T pick(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
