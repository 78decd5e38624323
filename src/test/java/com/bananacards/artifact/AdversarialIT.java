package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Attacks;
import com.bananacards.testsupport.Attacks.Attack;
import com.bananacards.testsupport.Footprint;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.RawHttp;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.Upstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Thousands of hostile requests: none is answered with a fault of ours, none learns anything, none changes anything,
 * and the service is as well afterwards as before. More of them with {@code -Dattacks=100000}, the same again with the
 * {@code -Dattacks.seed} that it printed.
 */
class AdversarialIT {

    private static final int ATTACKS = Integer.getInteger("attacks", 10_000);
    private static final long SEED = Long.getLong("attacks.seed", 20_261_125);
    private static final int WARM_UP = 1_000;
    private static final int AT_ONCE = 16;
    private static final int SLOW = 200;
    private static final int ENOUGH = 20;

    /** KiB that the heap may have grown after a collection; a leak of one kilobyte each would be 10,000. */
    private static final int HEAP_GROWTH = 6_000;

    /** How many times as slow, or as large, it may be afterwards: a machine that others use tells no less. */
    private static final double SLOWER = 2;

    private static final double LARGER = 1.15;

    private static final int ROUNDS = 5;
    private static final int READS = 200;

    private static final String NUMBER = "5718264930170417";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");
    private static final List<String> LEAKS = List.of(
            "Exception",
            "\tat ",
            "com.bananacards",
            "io.quarkus",
            "io.vertx",
            "io.netty",
            "org.hibernate",
            "java.lang",
            "syntax error",
            "relation \"",
            "pg_catalog",
            "root:x:0",
            "\r\nX-Injected",
            NUMBER);

    /** All but what a refused request may leave: that it was refused. */
    private static final String DIGEST = """
        SELECT 'SELECT ''' || c.relname || ''', count(*), md5(coalesce(string_agg(r, '''' ORDER BY r), '''')) FROM '
            || '(SELECT (to_jsonb(t) - ''checked_at'')::text AS r FROM ' || c.relname || ' t'
            || CASE WHEN c.relname LIKE 'journal%' THEN ' WHERE kind NOT IN (''AccessRefused'')' ELSE '' END || ') rows'
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname = 'public'
            AND c.relname NOT LIKE 'journal_ch%' AND c.relname NOT IN ('lease', 'backfill_cursor')
        ORDER BY c.relname\
        """;

    private static Production production;

    @TempDir
    Path folder;

    private final Api merchant = Api.merchant();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, Map<Integer, Integer>> seen = new TreeMap<>();

    @BeforeAll
    static void start() {
        production = Production.start(
                "adversary",
                Map.of(
                        "RECONCILIATION_EVERY", "1H",
                        "RECONCILIATION_SWEEP", "1H",
                        "SETTLEMENT_NUDGE_EVERY", "1H",
                        "QUARKUS_OIDC_TOKEN_ISSUER", Tokens.ISSUER,
                        "QUARKUS_OIDC_TOKEN_AUDIENCE", Tokens.AUDIENCE));
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void hostileRequestsGetNoFaultLearnNothingAndChangeNothing() throws Exception {
        Attacks attacks = new Attacks(SEED, targets());
        attack(attacks, IntStream.range(0, WARM_UP));
        Footprint before = footprint();
        long quick = microsOfARead();
        List<String> tables = digest();
        List<Integer> upstream = Upstream.changes();

        long begun = System.nanoTime();
        attack(attacks, IntStream.range(WARM_UP, ATTACKS));
        slowly();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);

        System.out.printf("%d attacks of seed %d in %d s: %s%n", ATTACKS, SEED, seconds, seen);
        assertThat(faults.stream().limit(ENOUGH)).isEmpty();
        assertThat(Upstream.changes()).isEqualTo(upstream);
        assertThat(digest()).isEqualTo(tables);
        Footprint after = footprint();
        long still = microsOfARead();
        System.out.printf(
                "before %s, after %s: heap %.3f times; a read %d µs before, %d µs after: %.2f"
                        + " times%n",
                before,
                after,
                ratio(after.heap(), before.heap()),
                quick,
                still,
                ratio(still, quick));
        assertThat(ratio(after.heap(), before.heap())).isLessThan(LARGER);
        assertThat(ratio(still, quick)).isLessThan(SLOWER);
        assertThat(after.heap() - before.heap()).isLessThan(HEAP_GROWTH);
        assertThat(production.service().readiness()).isEqualTo(200);
        assertThat(merchant.card(merchant.activeCard()).getString("status")).isEqualTo("ACTIVE");
        assertThat(production.service().printed()).doesNotContain("unexpected failure", "\tat ");
    }

    private Attacks.Targets targets() {
        SandboxControl.post("/stock", Map.of("card_numbers", List.of(NUMBER)));
        String cardholder = merchant.approvedCardholder();
        String card = merchant.patiently()
                .body(Api.assignment(cardholder, NUMBER))
                .post("/v1/cards/physical")
                .path("card_id");
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200);
        SandboxControl.post(
                "/cards/" + merchant.issuerCard(card) + "/challenge",
                Map.of("amount", 5, "merchant", "Banana Air", "expires_in_ms", 3_600_000));
        String waiting = "/v1/challenges?card_id=" + card;
        await().until(() -> !merchant.get(waiting).jsonPath().getList("data").isEmpty());
        return new Attacks.Targets(
                cardholder,
                card,
                merchant.get("/v1/operations?card_id=" + card).path("data[0].id"),
                merchant.get(waiting).path("data[0].id"));
    }

    private void attack(Attacks attacks, IntStream numbers) throws InterruptedException {
        try (ExecutorService attackers = Executors.newFixedThreadPool(AT_ONCE)) {
            numbers.forEach(number -> attackers.execute(() -> {
                if (faults.size() < ENOUGH) {
                    judge(number, attacks.number(number));
                }
            }));
        }
    }

    private void judge(int number, Attack attack) {
        String answer = RawHttp.send(attack.request());
        List<Integer> statuses = new ArrayList<>();
        STATUS.matcher(answer)
                .results()
                .forEach(one -> statuses.add(Integer.valueOf(one.group(1))));
        for (Integer status : statuses.isEmpty() ? List.of(0) : statuses) {
            synchronized (seen) {
                seen.computeIfAbsent(attack.family(), family -> new TreeMap<>())
                        .merge(status, 1, Integer::sum);
            }
        }
        boolean let = !attack.family().equals("query") && statuses.stream().anyMatch(s -> s < 300);
        boolean ourFault = statuses.stream().anyMatch(status -> status >= 500);
        String leak = LEAKS.stream().filter(answer::contains).findFirst().orElse("");
        if (let || ourFault || !leak.isEmpty()) {
            faults.add("attack %d, %s, %s%s%n%s%n-> %s"
                    .formatted(number, attack.family(), statuses, leak, attack.shown(), answer));
        }
    }

    /** Bodies that never end, while others are answered. */
    private void slowly() throws Exception {
        List<Socket> open = new ArrayList<>();
        byte[] begun =
                ("POST /v1/cards/physical HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + Tokens.merchant()
                                + "\r\nContent-Length: 60000\r\n\r\n{")
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < SLOW; i++) {
                Socket socket = new Socket("127.0.0.1", production.port());
                open.add(socket);
                socket.getOutputStream().write(begun);
            }
            for (int round = 0; round < 20; round++) {
                merchant.get("/v1/cards").then().statusCode(200);
                for (Socket socket : open) {
                    socket.getOutputStream().write(' ');
                }
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static double ratio(long after, long before) {
        return before == 0 ? 1 : (double) after / before;
    }

    /** The best of some medians: what others do on this machine makes some of them worse, none better. */
    private long microsOfARead() {
        return IntStream.range(0, ROUNDS)
                .mapToLong(round -> IntStream.range(0, READS)
                        .mapToLong(read -> {
                            long begun = System.nanoTime();
                            merchant.get("/v1/cards?limit=1").then().statusCode(200);
                            return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
                        })
                        .sorted()
                        .skip(READS / 2)
                        .findFirst()
                        .orElseThrow())
                .min()
                .orElseThrow();
    }

    private Footprint footprint() {
        return Footprint.of(production.service(), folder);
    }

    private static List<String> digest() {
        List<String> digests = new ArrayList<>();
        for (String query : production.database().column(DIGEST)) {
            digests.addAll(production
                    .database()
                    .column("SELECT concat_ws(' ', a, b, c) FROM (" + query + ") t (a, b, c)"));
        }
        assertThat(digests).anyMatch(one -> one.startsWith("card 1 "));
        return digests;
    }
}
