package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every cent's way, double entry: the merchant's account, the fees, money on its way to a card,
 * each card, and the network outside. Only {@link #move} changes a purse.
 */
final class Ledger implements Part {

    static final String MERCHANT = "merchant";
    static final String FEES = "fees";
    static final String IN_TRANSIT = "in_transit";
    static final String NETWORK = "network";

    private final Table<LedgerEntry> entries;
    private final Map<String, BigDecimal> purses = new TreeMap<>();

    Ledger(int limit) {
        entries = new Table<>(limit, entry -> true, LedgerEntry::of);
    }

    static String card(long cardId) {
        return "card:" + cardId;
    }

    BigDecimal balance(String purse) {
        return purses.getOrDefault(purse, Amounts.ZERO);
    }

    void move(LedgerEntry entry) {
        if (entry.amount().signum() < 0) {
            throw new IllegalArgumentException("money moves forward: swap the purses");
        }
        if (entry.amount().signum() > 0) {
            entries.add(entry);
            purses.merge(entry.from(), entry.amount().negate(), BigDecimal::add);
            purses.merge(entry.to(), entry.amount(), BigDecimal::add);
        }
    }

    /** The purses as the entries add them up; meaningless once {@link #forgot()}. */
    Map<String, BigDecimal> recounted() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (LedgerEntry entry : entries.all()) {
            sums.merge(entry.from(), entry.amount().negate(), BigDecimal::add);
            sums.merge(entry.to(), entry.amount(), BigDecimal::add);
        }
        return sums;
    }

    Map<String, BigDecimal> purses() {
        return new TreeMap<>(purses);
    }

    boolean forgot() {
        return entries.forgot();
    }

    Table<LedgerEntry> entries() {
        return entries;
    }

    @Override
    public JsonObject save() {
        JsonObject sums = new JsonObject();
        purses.forEach(sums::put);
        return new JsonObject().put("entries", entries.save()).put("purses", sums);
    }

    @Override
    public void load(JsonObject saved) {
        entries.load(saved.getJsonObject("entries"));
        purses.clear();
        for (Map.Entry<String, Object> purse : saved.getJsonObject("purses")) {
            purses.put(purse.getKey(), Amounts.read(purse.getValue()));
        }
    }

    @Override
    public void reset() {
        entries.reset();
        purses.clear();
    }
}
