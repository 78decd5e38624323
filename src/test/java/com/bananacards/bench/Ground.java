package com.bananacards.bench;

import com.bananacards.testsupport.IssuerProcess;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.TestKeys;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run stands on: database, issuer, service, the webhooks made so far, and what was seen of them. */
final class Ground implements AutoCloseable {

    static final String WAITING =
            "SELECT count(*) FROM delivery_by_status WHERE status = 'STORED' AND next_attempt_at"
                    + " IS NOT NULL";

    /** The newest first: behind them are the entries of all that was applied since the last vacuum. */
    private static final String ANY_WAITING = """
        SELECT count(*) FROM (
            SELECT 1 FROM delivery_by_status WHERE status = 'STORED' AND next_attempt_at IS NOT NULL
            ORDER BY next_attempt_at DESC LIMIT 1) any_of_it\
        """;

    private static final long TWO_HOURS = 2 * 3_600_000L;

    private final Options options;
    private final Path folder;
    private final Database database;
    private final IssuerProcess issuer;
    private final int issuerPort = Surroundings.freePort();
    private final Service service;
    private final Events events;
    private final PgBench pgBench;

    Ground(Options options, Path folder) {
        this(options, folder, List.of(), options.text("heap"), options.number("cards"));
    }

    Ground(Options options, Path folder, List<String> prefix, String heap, int cards) {
        this.options = options;
        this.folder = folder.toAbsolutePath();
        database = new Database(this.folder, options.has("statements"));
        Map<String, String> environment = new LinkedHashMap<>(
                Service.environment(database.port(), "http://127.0.0.1:" + issuerPort));
        environment.putAll(options.environment());
        int port = Integer.parseInt(environment.get("QUARKUS_HTTP_PORT"));
        issuer = IssuerProcess.start(
                issuerPort,
                "http://127.0.0.1:" + port + "/webhooks/bananatech",
                this.folder,
                TestKeys.SECRET);
        List<String> java = new ArrayList<>(List.of(ServiceProcess.IMAGE_OPTIONS, "-Xmx" + heap));
        java.addAll(options.java());
        service = Service.start(options.artifact(), prefix, java, environment, this.folder);
        fill(cards);
        events = new Events(
                "127.0.0.1:" + service.port(), cards, System.currentTimeMillis() - TWO_HOURS);
        pgBench = new PgBench(database, this.folder, cards);
    }

    /** Cards are put where no issuer made them: making them by the front door would take longer than all the rest. */
    private void fill(int cards) {
        database.update("""
            INSERT INTO cardholder (id, issuer_user_id, email, template_id, status, created_at, updated_at, version)
            SELECT md5('holder' || n)::uuid, 900000000 + n, 'bench' || n || '@example.com', 1, 'APPROVED',
                   now() - interval '1 day', now() - interval '1 day', 0
            FROM generate_series(1, %1$d / 10 + 1) AS n;
            INSERT INTO card (id, issuer_card_id, cardholder_id, template_id, type, status, fact_at, currency,
                              balance_total, balance_available, created_at, activated_at, updated_at, version,
                              checked_at)
            SELECT md5(n::text)::uuid, n, md5('holder' || (n / 10 + 1))::uuid, 4, 'VIRTUAL', 'ACTIVE',
                   now() - interval '1 day', 'USD', 0, 0, now() - interval '1 day', now() - interval '1 day',
                   now() - interval '1 day', 0, now()
            FROM generate_series(1, %1$d) AS n\
            """.formatted(cards));
        database.update("VACUUM ANALYZE cardholder, card");
    }

    /** Waits until everything that was stored has been applied. Asked for often: so not by counting. */
    void applied() {
        database.await(ANY_WAITING, waiting -> waiting == 0);
    }

    /** Keeps the worker waiting while this runs: what it needs to know of effects is locked. */
    void withoutApplying(Runnable work) {
        try (Connection lock = database.open()) {
            lock.setAutoCommit(false);
            Database.update(lock, "LOCK TABLE effect IN ACCESS EXCLUSIVE MODE");
            work.run();
            lock.rollback();
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    Load load(int connections) {
        return new Load(service.port(), connections);
    }

    Options options() {
        return options;
    }

    Path folder() {
        return folder;
    }

    Database database() {
        return database;
    }

    Service service() {
        return service;
    }

    Events events() {
        return events;
    }

    PgBench pgBench() {
        return pgBench;
    }

    @Override
    public void close() {
        service.close();
        issuer.stop();
        database.close();
    }
}
