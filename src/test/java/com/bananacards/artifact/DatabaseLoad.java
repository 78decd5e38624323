package com.bananacards.artifact;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.PersistentClient;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.WebhookSender;

import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Webhooks of purchases, each with a number of its own, and merchants that go on asking, until it is ended. Remembers
 * which webhooks were acknowledged, and how long the longest answer took.
 */
final class DatabaseLoad implements AutoCloseable {

    private static final AtomicLong NUMBERS = new AtomicLong(70_000_000);
    private static final int SENDERS = 4;
    private static final int MERCHANTS = 3;
    private static final int ENDLESS = 1_000_000;
    private static final Duration LOOKING = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Production production;
    private final PersistentClient client;
    private final long issuerCard;
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger budget = new AtomicInteger(ENDLESS);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<CompletableFuture<Void>> working = new ArrayList<>();

    private DatabaseLoad(Production production) {
        this.production = production;
        client = new PersistentClient(production::url);
        Api merchant = Api.merchant();
        issuerCard = merchant.issuerCard(merchant.activeCard());
    }

    static DatabaseLoad on(Production production) {
        DatabaseLoad load = new DatabaseLoad(production);
        load.start();
        return load;
    }

    private void start() {
        IntStream.range(0, SENDERS).forEach(one -> working.add(run(this::send)));
        working.add(run(this::ask));
        IntStream.range(0, MERCHANTS)
                .forEach(one -> working.add(
                        run(() -> new ChaosMerchant(production.url(), budget, LOOKING, PATIENCE)
                                .lives(one))));
    }

    private CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, threads);
    }

    private void send() {
        while (!over.get()) {
            long number = NUMBERS.incrementAndGet();
            int status = timed(WebhookSender.PATH, purchase(number));
            if (status == 200) {
                acknowledged.add(number);
            }
        }
    }

    /** Something that only reads, and is refused by a rule when the database is there. */
    private void ask() {
        JsonObject nobody = new JsonObject(
                Map.of("cardholder_id", "0b4a0a6e-0000-4000-8000-000000000000", "template_id", 2));
        while (!over.get()) {
            timed("/v1/cards/virtual", nobody);
            PersistentClient.pause();
        }
    }

    private int timed(String path, JsonObject body) {
        long from = System.nanoTime();
        int status = client.once(path, body);
        longest.accumulateAndGet(System.nanoTime() - from, Math::max);
        if (status == 503) {
            refused.incrementAndGet();
            PersistentClient.pause();
        } else if (status == 500 || status == 0) {
            throw new AssertionError(path + " was answered " + status);
        }
        return status;
    }

    private JsonObject purchase(long number) {
        return new JsonObject(WebhookSender.envelope(
                "TRANSACTION_CREATED",
                Map.of(
                        "card_id",
                        issuerCard,
                        "transaction_id",
                        number,
                        "type",
                        "PURCHASE",
                        "status",
                        "DECLINED",
                        "amount",
                        1.25,
                        "currency",
                        "USD",
                        "occur_time",
                        System.currentTimeMillis())));
    }

    int acknowledged() {
        everybodyIsWell();
        return acknowledged.size();
    }

    int refused() {
        everybodyIsWell();
        return refused.get();
    }

    private void everybodyIsWell() {
        working.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
    }

    Duration longestAnswer() {
        return Duration.ofNanos(longest.get());
    }

    /** No more is sent, and everybody has come to the end; fails with the first who did not. */
    void end() {
        over.set(true);
        budget.set(0);
        working.forEach(CompletableFuture::join);
    }

    /** Webhooks that were acknowledged and are in no statement. */
    Set<Long> notApplied() {
        Set<Long> missing = new TreeSet<>(acknowledged);
        production
                .database()
                .rows("SELECT issuer_transaction_id FROM card_transaction", row -> row.getLong(1))
                .forEach(missing::remove);
        return missing;
    }

    @Override
    public void close() {
        over.set(true);
        budget.set(0);
    }
}
