package com.bananacards.bench;

import com.bananacards.bench.ConsoleBench.Ask;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the console's pages ask for, each with things of all ages. */
final class Asks {

    private static final String SOME = " TABLESAMPLE SYSTEM (1) ORDER BY random() LIMIT 250";

    private final Function<String, List<String>> read;
    private final List<Ask> asks = new ArrayList<>();

    Asks(Function<String, List<String>> read) {
        this.read = read;
    }

    List<Ask> all() {
        get("overview", List.of("/v1/admin/overview"));
        search();
        deliveries();
        operations();
        cards();
        get("audit trail", List.of("/v1/admin/audit?limit=50"));
        get("audit trail of one actor", List.of("/v1/admin/audit?actor=merchant-1&limit=50"));
        return asks;
    }

    private void search() {
        each("search: our card id", "SELECT id FROM card" + SOME, "/v1/admin/search?q=%s");
        each("search: our delivery id", "SELECT id FROM delivery" + SOME, "/v1/admin/search?q=%s");
        each(
                "search: issuer's number",
                "SELECT issuer_card_id FROM card" + SOME,
                "/v1/admin/search?q=%s");
        each("search: last4", "SELECT last4 FROM card" + SOME, "/v1/admin/search?q=%s");
        each(
                "search: e-mail",
                "SELECT upper(email) FROM cardholder" + SOME,
                "/v1/admin/search?q=%s");
        get("search: an e-mail's beginning, of everybody", List.of("/v1/admin/search?q=holder"));
    }

    private void deliveries() {
        String list = "/v1/admin/deliveries?limit=50";
        get("deliveries: newest", List.of(list));
        get("deliveries: parked", List.of(list + "&status=PARKED"));
        get("deliveries: parked, of a type", List.of(list + "&status=PARKED&type=CARD_FROZEN"));
        get(
                "deliveries: parked, of a reason",
                List.of(list + "&status=PARKED&reason=unknown_card"));
        get("deliveries: superseded", List.of(list + "&status=SUPERSEDED"));
        get("deliveries: of a usual type", List.of(list + "&type=TRANSACTION_CREATED"));
        get("deliveries: of a rare type", List.of(list + "&type=CARD_FROZEN"));
        get("deliveries: of a type that there is not", List.of(list + "&type=CARD_MELTED"));
        get("deliveries: backfilled", List.of(list + "&source=BACKFILL"));
        each("delivery", "SELECT id FROM delivery" + SOME, "/v1/admin/deliveries/%s");
        asks.add(new Ask(
                "replay: count all parked",
                "POST",
                List.of("/v1/admin/deliveries/replay"),
                "{\"dry_run\": true}"));
        asks.add(new Ask(
                "replay: count a type",
                "POST",
                List.of("/v1/admin/deliveries/replay"),
                "{\"dry_run\": true, \"type\": \"CARD_FROZEN\"}"));
    }

    private void operations() {
        get("cases: in review", List.of("/v1/admin/operations?waiting=REVIEW&limit=50"));
        get("cases: for approval", List.of("/v1/admin/operations?waiting=APPROVAL&limit=50"));
        each(
                "case",
                "SELECT id FROM operation WHERE status = 'IN_REVIEW' LIMIT 250",
                "/v1/admin/operations/%s");
        get("operations: in review", List.of("/v1/operations?status=IN_REVIEW&limit=50"));
    }

    private void cards() {
        String some = "SELECT id FROM card" + SOME;
        each("card", some, "/v1/cards/%s");
        each("card's timeline", some, "/v1/cards/%s/timeline?limit=50");
        each("card's operations", some, "/v1/operations?card_id=%s&limit=50");
        each("card's transactions", some, "/v1/cards/%s/transactions?limit=50");
        each("cards by last4", "SELECT last4 FROM card" + SOME, "/v1/cards?last4=%s&limit=50");
    }

    private void each(String name, String sql, String path) {
        get(name, read.apply(sql).stream().map(path::formatted).toList());
    }

    private void get(String name, List<String> paths) {
        asks.add(new Ask(name, "GET", paths, null));
    }
}
