package com.bananacards.bench;

import com.bananacards.testsupport.Tokens;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The merchant's side: reads of a card, and commands that BananaTech carries out. */
final class Merchant {

    private static final int HOLDERS = 16;
    private static final int CARDS_EACH = 8;
    private static final int CONNECTIONS = 32;
    private static final int COMMANDS = 1500;
    private static final int WARM = 6;
    private static final int READS = 30_000;
    private static final Pattern HOLDER = Pattern.compile("\"cardholder_id\":\"([^\"]+)\"");
    private static final Pattern CARD = Pattern.compile("\"card_id\":\"([^\"]+)\"");

    private final Ground ground;
    private final Report report;
    private final String token = Tokens.merchant();

    Merchant(Ground ground, Report report) {
        this.ground = ground;
        this.report = report;
    }

    void reads() {
        int seconds = ground.options().number("seconds");
        Series peer = new Series();
        Series ours = new Series();
        Series cpu = new Series();
        Times times = new Times();
        ground.service().warmsUp(this::warm);
        for (int round = 0; round < ground.options().number("rounds"); round++) {
            Runnable pgbench = () -> peer.add(Math.max(
                    ground.pgBench().selects(8, seconds).tps(),
                    ground.pgBench().selects(16, seconds).tps()));
            Runnable us = () -> {
                Phase phase = read();
                ours.add(phase.perSecond());
                cpu.add(phase.cpuPerThousand());
                times.addAll(phase.outcome().times);
            };
            Webhooks.inTurn(round, pgbench, us);
        }
        report.target(
                "GET card ÷ pgbench SELECT", "0.35", "0.6", ours.over(peer).text("%.2f"));
        report.figure(
                "GET card per second; p50 / p99 ms",
                ours.text("%.0f") + "; " + Bench.millis(times, 0.5) + " / "
                        + Bench.millis(times, 0.99));
        report.figure("pgbench SELECT per second", peer.text("%.0f"));
        report.figure("CPU s per 1,000 GETs, both", cpu.text("%.3f"));
    }

    /** Webhooks have not shown the compiler of the JVM what a read is. */
    private void warm() {
        int warm = ground.options().number("warm");
        for (int done = 0; done < warm; done += READS) {
            Phase phase = read();
            report.progress(
                    "warm %6d reads  %6.0f/s  CPU per 1,000: service %.3f",
                    done + READS, phase.perSecond(), phase.serviceCpuPerThousand());
        }
    }

    private Phase read() {
        Random random = new Random(7);
        byte[][] requests = new byte[READS][];
        for (int i = 0; i < READS; i++) {
            UUID card = card(1 + random.nextInt(ground.events().cards()));
            requests[i] = ("GET /v1/cards/" + card
                            + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        return measured(requests, ground.options().number("connections"));
    }

    /** As the card was put in: PostgreSQL's {@code md5(number)::uuid}. */
    private static UUID card(int number) {
        try {
            byte[] digest = java.security.MessageDigest.getInstance("MD5")
                    .digest(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
            var bytes = java.nio.ByteBuffer.wrap(digest);
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (java.security.NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Phase measured(byte[][] requests, int connections) {
        try (Load load = ground.load(connections)) {
            Phase phase = Phase.of(ground, () -> load.closed(requests), () -> {});
            if (!phase.outcome().isAll(200)) {
                throw new IllegalStateException(phase.outcome().statuses + load.anAnswer());
            }
            return phase;
        }
    }

    /** Locks and unlocks, each waited for until BananaTech's webhook has settled it. */
    void commands() {
        List<String> cards = new ArrayList<>();
        ground.service().warmsUp(() -> {
            cards.addAll(makeCards());
            for (int warm = 0; warm < WARM; warm++) {
                run(cards);
            }
        });
        Phase phase = run(cards);
        report.figure(
                "commands per second, recorded, forwarded and settled by webhook (the issuer takes"
                        + " 30 ms)",
                String.format(java.util.Locale.ROOT, "%.0f", phase.perSecond()));
        report.figure(
                "such a command, p50 / p99 ms",
                Bench.millis(phase.outcome().times, 0.5) + " / "
                        + Bench.millis(phase.outcome().times, 0.99));
        report.figure(
                "CPU s per 1,000 commands, service + database",
                String.format(
                        java.util.Locale.ROOT,
                        "%.2f + %.2f",
                        phase.serviceCpuPerThousand(),
                        phase.databaseCpuPerThousand()));
    }

    private Phase run(List<String> cards) {
        int count = COMMANDS / cards.size() / 2 * 2 * cards.size();
        byte[][] requests = new byte[count][];
        for (int i = 0; i < count; i++) {
            String verb = i / cards.size() % 2 == 0 ? "lock" : "unlock";
            requests[i] = ("POST /v1/cards/" + cards.get(i % cards.size()) + "/" + verb
                            + " HTTP/1.1\r\nHost: bench\r\nContent-Length: 0\r\nPrefer: wait=10\r\n"
                            + "Idempotency-Key: " + UUID.randomUUID()
                            + "\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }
        return measured(requests, CONNECTIONS);
    }

    private List<String> makeCards() {
        List<String> cards = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService holders = Executors.newFixedThreadPool(HOLDERS)) {
            List<Future<List<String>>> all = new ArrayList<>();
            for (int i = 0; i < HOLDERS; i++) {
                all.add(holders.submit(() -> makeCards(client)));
            }
            for (Future<List<String>> some : all) {
                cards.addAll(some.get());
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
        return cards;
    }

    private List<String> makeCards(HttpClient client) throws IOException, InterruptedException {
        String holder = ask(
                client,
                "/v1/cardholders",
                "{\"email\":\"" + UUID.randomUUID() + "@example.com\",\"template_id\":1}",
                HOLDER);
        List<String> cards = new ArrayList<>();
        for (int i = 0; i < CARDS_EACH; i++) {
            cards.add(ask(
                    client,
                    "/v1/cards/virtual",
                    "{\"cardholder_id\":\"" + holder
                            + "\",\"template_id\":4,\"deposit_amount\":\"20.00\"}",
                    CARD));
        }
        return cards;
    }

    private String ask(HttpClient client, String path, String body, Pattern wanted)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ground.service().port() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=20")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer =
                client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher matcher = wanted.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException(answer);
        }
        return matcher.group(1);
    }
}
