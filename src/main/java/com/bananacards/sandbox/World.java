package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** All the sandbox remembers. Touched only at the {@link Desk}, so nothing here locks. */
final class World {

    final SandboxSettings settings;
    final Ids ids = new Ids();
    final Tuning tuning;
    final Templates templates;
    final Stock stock;
    final Ledger ledger;
    final Faults faults = new Faults();
    final Table<User> users;
    final Table<Card> cards;
    final Table<Order> orders;
    final Table<Transaction> transactions;
    final Table<Challenge> challenges;
    final Table<WebhookRecord> records;
    final Table<LogEntry> attempts;
    final CallLog calls;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    World(SandboxSettings settings) {
        this.settings = settings;
        SandboxSettings.Limits limits = settings.limits();
        tuning = new Tuning(settings);
        templates = new Templates(settings);
        stock = new Stock(limits.rows());
        ledger = new Ledger(limits.rows());
        users = new Table<>(limits.rows(), user -> false, User::of);
        cards = new Table<>(limits.rows(), card -> false, Card::of);
        orders = new Table<>(limits.rows(), order -> !order.pending(), Order::of);
        transactions = new Table<>(limits.rows(), row -> true, Transaction::of);
        challenges = new Table<>(limits.rows(), row -> true, Challenge::of);
        records = new Table<>(limits.records(), row -> true, WebhookRecord::of);
        attempts = new Table<>(limits.attempts(), row -> true, LogEntry::of);
        calls = new CallLog(limits.calls());
        name();
        open();
    }

    private void name() {
        parts.put("ids", ids);
        parts.put("tuning", tuning);
        parts.put("stock", stock);
        parts.put("ledger", ledger);
        parts.put("faults", faults);
        parts.put("users", users);
        parts.put("cards", cards);
        parts.put("operations", orders);
        parts.put("transactions", transactions);
        parts.put("challenges", challenges);
        parts.put("records", records);
        parts.put("attempts", attempts);
        parts.put("calls", calls);
    }

    /** Lets a piece with timers of its own be saved with the rest. */
    void join(String name, Part part) {
        parts.put(name, part);
    }

    private void open() {
        pay("opening balance", Ledger.NETWORK, Ledger.MERCHANT, settings.openingBalance(), 0);
    }

    long now() {
        return settings.clock().millis();
    }

    /** The card is 0 where none is concerned. */
    void pay(String reason, String from, String to, BigDecimal amount, long cardId) {
        ledger.move(new LedgerEntry(ids.nextRow(), now(), reason, from, to, amount, cardId));
    }

    JsonObject save() {
        JsonObject saved = new JsonObject();
        parts.forEach((name, part) -> saved.put(name, part.save()));
        return saved;
    }

    void load(JsonObject saved) {
        parts.forEach((name, part) -> {
            // A file of an earlier version may lack a piece; that piece starts afresh.
            if (saved.containsKey(name)) {
                part.load(saved.getJsonObject(name));
            }
        });
    }

    void reset() {
        parts.values().forEach(Part::reset);
        open();
    }
}
