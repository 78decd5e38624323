package com.bananacards.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether all money adds up to the cent, told apart by book: ledger, cards, statements, orders. */
final class Audit {

    private final World world;

    Audit(World world) {
        this.world = world;
    }

    JsonObject view() {
        JsonArray entries = new JsonArray();
        world.ledger.entries().all().forEach(entry -> entries.add(entry.toJson()));
        JsonObject sums = new JsonObject();
        world.ledger.purses().forEach(sums::put);
        List<String> problems = problems();
        return new JsonObject()
                .put("balanced", problems.isEmpty())
                .put("problems", new JsonArray(problems))
                .put("sums", sums)
                .put("entries", entries);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        purses(problems);
        cards(problems);
        inTransit(problems);
        return problems;
    }

    private void purses(List<String> problems) {
        Map<String, BigDecimal> purses = world.ledger.purses();
        BigDecimal sum = purses.values().stream().reduce(Amounts.ZERO, BigDecimal::add);
        compare(problems, "sum of all purses", Amounts.ZERO, sum);
        purses.forEach((name, balance) -> {
            if (balance.signum() < 0 && !name.equals(Ledger.NETWORK)) {
                problems.add(name + " is overdrawn: " + balance);
            }
        });
        if (!world.ledger.forgot()) {
            Map<String, BigDecimal> recounted = world.ledger.recounted();
            purses.forEach((name, balance) ->
                    compare(problems, name, recounted.getOrDefault(name, Amounts.ZERO), balance));
        }
    }

    private void cards(List<String> problems) {
        Map<Long, BigDecimal> statements = new HashMap<>();
        for (Transaction line : world.transactions.all()) {
            statements.merge(line.cardId(), line.effect(), BigDecimal::add);
        }
        for (Card card : world.cards.all()) {
            String name = Ledger.card(card.id);
            compare(problems, name + " in the ledger", card.balance, world.ledger.balance(name));
            if (!world.transactions.forgot()) {
                BigDecimal statement = statements.getOrDefault(card.id, Amounts.ZERO);
                compare(problems, name + " on the statement", card.balance, statement);
            }
        }
    }

    private void inTransit(List<String> problems) {
        BigDecimal open = world.orders.all().stream()
                .filter(Order::pending)
                .map(order -> order.amount)
                .reduce(Amounts.ZERO, BigDecimal::add);
        compare(problems, Ledger.IN_TRANSIT, open, world.ledger.balance(Ledger.IN_TRANSIT));
    }

    private static void compare(
            List<String> problems, String what, BigDecimal expected, BigDecimal found) {
        if (expected.compareTo(found) != 0) {
            problems.add(what + ": expected " + expected + ", found " + found);
        }
    }
}
