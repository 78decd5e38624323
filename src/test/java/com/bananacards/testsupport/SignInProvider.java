package com.bananacards.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * An OIDC provider where somebody is signed in already: authorization code with PKCE for one public client, and refresh
 * tokens that are good once. It is as strict as RFC 7636 asks.
 */
public final class SignInProvider implements AutoCloseable {

    public static final String CLIENT = "bananacards-console";

    private final HttpServer server;
    private final String console;
    private final Duration validFor;
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
    private final List<String> granted = new CopyOnWriteArrayList<>();

    /**
     * @param console the console's origin
     * @param validFor how long its access tokens are good
     */
    public SignInProvider(String console, Duration validFor) {
        this.console = console;
        this.validFor = validFor;
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The grants by which a token was given, in order. */
    public List<String> granted() {
        return List.copyOf(granted);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        boolean right = CLIENT.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type"))
                && "S256".equals(asked.get("code_challenge_method"))
                && (console + "/console/").equals(asked.get("redirect_uri"));
        if (!right) {
            exchange.sendResponseHeaders(400, -1);
            return;
        }
        String code = UUID.randomUUID().toString();
        challenges.put(code, asked.get("code_challenge"));
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        asked.get("redirect_uri") + "?code=" + code + "&state="
                                + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Access-Control-Allow-Origin", console);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        Map<String, String> asked =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean right = "refresh_token".equals(asked.get("grant_type"))
                ? refreshTokens.remove(asked.get("refresh_token")) != null
                : digest(asked.get("code_verifier")).equals(challenges.remove(asked.get("code")));
        if (!right || !CLIENT.equals(asked.get("client_id"))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        granted.add(asked.get("grant_type"));
        String next = UUID.randomUUID().toString();
        refreshTokens.put(next, "");
        answer(
                exchange,
                200,
                "{\"access_token\":\"" + Tokens.operator("bob", validFor)
                        + "\",\"token_type\":\"Bearer\",\"refresh_token\":\"" + next + "\"}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String digest(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
