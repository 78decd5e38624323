package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.EventClient;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.TestKeys;
import com.bananacards.testsupport.Tokens;

import io.restassured.response.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The journal's chain under two replicas, over a change of keys, and where old lines were removed. */
class AuditIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NEW_KEY = "test-2:"
            + Base64.getEncoder().encodeToString("another-data-key-of-32-bytes-123".getBytes());

    private Production production;

    @AfterEach
    void end() {
        production.close();
    }

    private Response proof(String query) {
        Response proof = Api.operator().request().post("/v1/admin/audit/verify" + query);
        proof.then().statusCode(200);
        return proof;
    }

    private void assertIntact() {
        assertThat(proof("").<Boolean>path("intact")).as(proof("").asString()).isTrue();
    }

    private int sealed() {
        return production.database().column("SELECT 1 FROM journal_chain").size();
    }

    @Test
    void twoReplicasSealOneChainAndAnotherKeyGoesOnWithIt() {
        production = Production.start(
                "audit", Map.of("JOURNAL_SEAL_EVERY", "50MS", "JOURNAL_BATCH", "10"));
        ServiceProcess replica = production.startReplica();
        IntStream.range(0, 10).parallel().forEach(turn -> Api.merchant().activeCard());
        int lines = production.database().column("SELECT 1 FROM journal").size();
        await().atMost(SOON).until(() -> sealed() >= lines);

        assertThat(lines).isGreaterThan(100);
        assertThat(production.database().column("SELECT sequence FROM journal_chain"))
                .doesNotHaveDuplicates();
        assertIntact();
        replica.stop();
        production.restartService(Map.of("SENSITIVE_DATA_KEYS", NEW_KEY + "," + TestKeys.DATA_KEY));
        Api.merchant().activeCard();
        await().atMost(SOON)
                .until(() -> production
                                .database()
                                .column("SELECT DISTINCT key_id FROM journal_checkpoint")
                                .size()
                        == 2);
        assertIntact();
    }

    @Test
    void whatWasKeptLongEnoughIsRemovedAndTheRestIsStillProven() {
        production = Production.start(
                "retention",
                Map.of(
                        "JOURNAL_SEAL_EVERY", "50MS",
                        "JOURNAL_RETENTION", "3S",
                        "JOURNAL_RETENTION_EVERY", "200MS"));
        String position;
        try (EventClient client = follow(null)) {
            position = client.position();
        }
        Api.merchant().activeCard();
        List<String> removed = production.database().column("SELECT position FROM journal");

        await().atMost(SOON)
                .until(() -> production
                        .database()
                        .column("SELECT position FROM journal WHERE position <= "
                                + removed.getLast())
                        .isEmpty());
        Api.merchant().activeCard();

        assertIntact();
        assertThat(production
                        .database()
                        .column("SELECT data FROM journal WHERE kind = 'JournalTrimmed'"))
                .isNotEmpty();
        try (EventClient client = follow(position)) {
            assertThat(client.events(1))
                    .extracting(EventClient.Event::name)
                    .containsExactly("reset");
        }
    }

    /** The migrations make partitions of weeks; here they are of seconds, from before the first line. */
    private static final String SMALL_PARTITIONS = """
        DO $$ DECLARE p record; BEGIN
        FOR p IN SELECT * FROM time_partition WHERE parent LIKE 'journal%' AND lower IS NOT NULL LOOP
            PERFORM partition_drop(p.parent, p.name);
        END LOOP;
        UPDATE time_partition SET upper = date_trunc('second', now()) WHERE parent LIKE 'journal%';
        ALTER TABLE journal DETACH PARTITION journal_past;
        ALTER TABLE journal_chain DETACH PARTITION journal_chain_past;
        EXECUTE format('ALTER TABLE journal ATTACH PARTITION journal_past FOR VALUES FROM (MINVALUE) TO (%L)',
            date_trunc('second', now()));
        EXECUTE format('ALTER TABLE journal_chain ATTACH PARTITION journal_chain_past FOR VALUES FROM (MINVALUE) TO (%L)',
            date_trunc('second', now()));
        END $$
        """;

    @Test
    void wholePartitionsAreRemovedAndTheRestIsStillProven() throws SQLException {
        production = Production.start("partitions", Map.of("JOURNAL_SEAL_EVERY", "50MS"));
        production.service().stop();
        try (Connection connection = production.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(SMALL_PARTITIONS);
        }
        production.restartService(Map.of(
                "JOURNAL_RETENTION", "8S",
                "JOURNAL_PARTITION", "4S",
                "JOURNAL_RETENTION_EVERY", "500MS"));
        List<String> cards = new ArrayList<>();
        String trimmed = "SELECT data FROM journal WHERE kind = 'JournalTrimmed'";
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            cards.add(Api.merchant().activeCard());
            return production.database().column(trimmed).size() >= 3;
        });

        assertIntact();
        assertThat(production
                        .database()
                        .column("SELECT count(*) FROM journal WHERE written_at < now() -"
                                + " interval '20 s'"))
                .containsExactly("0");
        assertThat(production
                        .database()
                        .column("SELECT relname FROM pg_class WHERE relname = 'journal_past'"))
                .isEmpty();
    }

    private EventClient follow(String from) {
        return EventClient.open(List.of(production.url() + "/v1/events"), Tokens.merchant(), from);
    }
}
