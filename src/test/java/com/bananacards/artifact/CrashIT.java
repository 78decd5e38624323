package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.TableLock;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The service killed (SIGKILL) between two steps of an assignment and started again on the same database, while the
 * issuer stays up. Where it stands still is decided from outside: by what the issuer does, and by tables held.
 */
class CrashIT {

    private static final Duration NEXT_WEBHOOK = Duration.ofSeconds(40);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int AT_ONCE = 30;
    private static final int WHILE_AWAY = 1_500;

    private static Production production;

    private final Api merchant = Api.merchant();
    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(SOON);
        production = Production.start(
                "crash",
                Map.of(
                        "SETTLEMENT_SEND_LEASE", "3S",
                        "SETTLEMENT_FIRST_CHECK", "1S",
                        "RECONCILIATION_EVERY", "5S",
                        "BANANATECH_REQUEST_TIMEOUT", "2S"));
    }

    @AfterAll
    static void end() {
        production.close();
        Awaitility.reset();
    }

    @BeforeEach
    void everybodyIsUpAndAsUsual() {
        production.startServiceIfGone();
        resultAfter(AT_ONCE);
        SandboxControl.delete("/faults");
    }

    @Test
    void killedBeforeTheIntentIsCommittedNothingHasHappenedAndTheSameKeyWorks() {
        Assignment assignment = assignment();
        try (TableLock held = production.database().lock("idempotency_key")) {
            CompletableFuture<Void> lost = assignment.sendAndLose();
            awaitSomebodyWaits();
            production.killService();
            lost.join();
        }
        production.startService();

        assertThat(assignment.operations()).isEmpty();
        assertThat(assignment.callsOfTheIssuer()).isZero();

        assertThat(assignment.send().statusCode()).isEqualTo(202);
        assignment.mustEndWithOneCard();
    }

    @Test
    void killedWhileTheIssuerIsAtWorkNothingIsSentAgainAndTheWebhookSettlesIt() {
        Assignment assignment = assignment();
        resultAfter(WHILE_AWAY);
        fault("LATE", Map.of("endpoint", "ASSIGN", "user_id", assignment.issuerUser()), 3_000);
        CompletableFuture<Void> lost = assignment.sendAndLose();
        await().until(() -> assignment.callsOfTheIssuer() == 1);
        production.killService();
        lost.join();
        production.startService();

        assertThat(assignment.operations()).hasSize(1);
        assertThat(assignment.send().statusCode()).isIn(200, 202, 409);
        assignment.mustEndWithOneCard();
        assertThat(assignment.send().header("Idempotent-Replayed")).isEqualTo("true");
        assignment.mustEndWithOneCard();
    }

    @Test
    void killedAfterTheAnswerAndBeforeTheWebhookTheWebhookSettlesIt() {
        Assignment assignment = assignment();
        resultAfter(WHILE_AWAY);
        assertThat(assignment.send().statusCode()).isEqualTo(202);
        production.killService();
        production.startService();

        assignment.mustEndWithOneCard();
    }

    @Test
    void killedBeforeTheWebhookIsStoredItComesAgainAndIsAppliedOnce() {
        Assignment assignment = assignment();
        resultAfter(WHILE_AWAY);
        assertThat(assignment.send().statusCode()).isEqualTo(202);
        try (TableLock held = production.database().lock("delivery")) {
            await().until(assignment::isDoneAtTheIssuer);
            await().until(() -> production.database().waits("INSERT INTO delivery"));
            production.killService();
            production.database().endWaiting();
        }
        assertThat(assignment.deliveries()).isEmpty();
        assertThat(assignment.webhookWasTaken()).isFalse();
        production.startService();

        assignment.mustEndWithOneCard();
    }

    @Test
    void killedAfterTheWebhookIsStoredAndBeforeItIsAnsweredItIsAppliedOnce() {
        Assignment assignment = assignment();
        resultAfter(WHILE_AWAY);
        assertThat(assignment.send().statusCode()).isEqualTo(202);
        try (TableLock held = production.database().lock("delivery")) {
            await().until(assignment::isDoneAtTheIssuer);
            await().until(() -> production.database().waits("INSERT INTO delivery"));
            production.killService();
        }
        // The database finishes the statement of a client that is gone: stored, yet not answered.
        assertThat(assignment.webhookWasTaken()).isFalse();
        production.startService();

        assignment.mustEndWithOneCard();
        await().atMost(NEXT_WEBHOOK).until(assignment::webhookWasTaken);
        assignment.mustEndWithOneCard();
    }

    @Test
    void killedAfterTheWebhookIsAnsweredAndBeforeItIsAppliedItIsAppliedOnce() {
        Assignment assignment = assignment();
        resultAfter(WHILE_AWAY);
        assertThat(assignment.send().statusCode()).isEqualTo(202);
        try (TableLock held = production.database().lock("operation")) {
            await().until(assignment::webhookWasTaken);
            awaitSomebodyWaits();
            production.killService();
        }
        assertThat(assignment.deliveries()).containsExactly("STORED");
        production.startService();

        assignment.mustEndWithOneCard();
        // The issuer's own records may have told it first.
        await().until(() -> !assignment.deliveries().contains("STORED"));
        assertThat(assignment.deliveries()).hasSize(1).isSubsetOf("APPLIED", "REPEATED");
    }

    @Test
    void killedWhileTheAnswerIsBeingRecordedNothingIsSentAgain() {
        Assignment assignment = assignment();
        resultAfter(WHILE_AWAY);
        fault("LATE", Map.of("endpoint", "ASSIGN", "user_id", assignment.issuerUser()), 1_000);
        CompletableFuture<Void> lost = assignment.sendAndLose();
        await().until(() -> assignment.callsOfTheIssuer() == 1);
        try (TableLock held = production.database().lock("operation")) {
            awaitSomebodyWaits();
            production.killService();
            lost.join();
        }
        production.startService();

        assignment.mustEndWithOneCard();
    }

    private Assignment assignment() {
        return new Assignment(production, merchant, key);
    }

    private static void awaitSomebodyWaits() {
        await().until(production.database()::somebodyWaits);
    }

    private static void resultAfter(int millis) {
        SandboxControl.put("/settings", Map.of("result_after_ms", millis));
    }

    private static void fault(String kind, Map<String, Object> match, int millis) {
        SandboxControl.post(
                "/faults", List.of(Map.of("kind", kind, "match", match, "delay_ms", millis)));
    }
}
