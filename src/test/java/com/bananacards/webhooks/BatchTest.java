package com.bananacards.webhooks;

import static com.bananacards.testsupport.Samples.with;
import static com.bananacards.testsupport.Samples.without;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.FactsInMemory;
import com.bananacards.bananatech.Reading;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.CardholdersInMemory;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardStatus;
import com.bananacards.journal.Line;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Evidence;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationsInMemory;
import com.bananacards.testsupport.Samples;
import com.bananacards.testsupport.Settings;
import com.bananacards.time.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one batch makes of its deliveries, and when those that it parks are tried again. */
class BatchTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final long CARD = 12_345;
    private static final InboxConfig CONFIG = Settings.of(
            InboxConfig.class,
            Map.of(
                    "inbox.retry-delay", "1S",
                    "inbox.max-retry-delay", "10S",
                    "inbox.max-attempts", "100"));

    private final InboxInMemory inbox = inbox();
    private final Claimed assigned =
            told(Source.WEBHOOK, "CARD_ASSIGN_RESULT", Samples.of("card_assign_result"));
    private final String lock =
            with(Samples.of("card_status_change"), "occur_time", "1691249025999");
    private final Claimed locked = told(Source.WEBHOOK, "CARD_STATUS_CHANGE", lock);

    private static InboxInMemory inbox() {
        Cardholder holder = CardholdersInMemory.pending(67_890, NOW);
        Intent assign = Intent.ofCardholder(OperationKind.CARD_ASSIGN, holder.id(), 1, null);
        Operation assignment = OperationsInMemory.pending(assign, CARD, NOW);
        return new InboxInMemory(List.of(holder), List.of(assignment));
    }

    private static Claimed told(Source source, String type, String payload) {
        byte[] plain = payload.getBytes(StandardCharsets.UTF_8);
        return new Claimed(
                Ids.next(), type, source, 0, FactsInMemory.byDefault().read(type, plain));
    }

    @Test
    void moneyToldTwiceInOneBatchReachesTheCardOnce() {
        String recharge = without(Samples.of("card_recharge_result"), "transaction_id");
        Claimed once = told(Source.WEBHOOK, "CARD_RECHARGE_RESULT", recharge);
        Claimed twice = told(Source.BACKFILL, "CARD_RECHARGE_RESULT", recharge);

        inbox.batch(List.of(assigned, once, twice), NOW);

        assertThat(inbox.outcome(once)).isEqualTo(Applied.APPLIED);
        assertThat(inbox.outcome(twice)).isEqualTo(Applied.REPEATED);
        assertThat(inbox.cards().getFirst().balance().text()).isEqualTo("100.10");
    }

    @Test
    void moneyToldAgainInALaterBatchReachesTheCardOnce() {
        String recharge = without(Samples.of("card_recharge_result"), "transaction_id");
        Claimed again = told(Source.WEBHOOK, "CARD_RECHARGE_RESULT", recharge);

        inbox.batch(List.of(assigned, told(Source.WEBHOOK, "CARD_RECHARGE_RESULT", recharge)), NOW);
        inbox.batch(List.of(again), NOW);

        assertThat(inbox.outcome(again)).isEqualTo(Applied.REPEATED);
        assertThat(inbox.cards().getFirst().balance().text()).isEqualTo("100.10");
    }

    @Test
    void whatIsParkedIsToldOnceHoweverOftenItIsTried() {
        inbox.batch(List.of(assigned, locked), NOW);
        inbox.batch(List.of(), NOW.plusSeconds(1));

        assertThat(inbox.outcome(locked)).isEqualTo(Applied.parked("not_applicable"));
        assertThat(parkings()).singleElement().satisfies(line -> {
            assertThat(line.deliveryId()).isEqualTo(locked.id());
            assertThat(line.cardId()).isEqualTo(card());
            assertThat(line.cardholderId()).isEqualTo(inbox.cards().getFirst().cardholderId());
            assertThat(line.data()).containsEntry("reason", "not_applicable");
            assertThat(line.event()).isNull();
        });
    }

    @Test
    void whatIsAppliedWithinItsBatchIsNeverToldAsParked() {
        Claimed activated =
                told(Source.WEBHOOK, "CARD_ACTIVATE_RESULT", Samples.of("card_activate_result"));

        inbox.batch(List.of(locked, activated, assigned), NOW);

        assertThat(inbox.cards().getFirst().status()).isEqualTo(CardStatus.LOCKED);
        assertThat(parkings()).isEmpty();
    }

    @Test
    void whatCantBeReadIsParkedWithItsReasonAndNeverTriedAgain() {
        Claimed odd = told(Source.WEBHOOK, "CARD_TELEPORTED", lock);

        inbox.batch(List.of(odd), NOW);
        inbox.batch(List.of(assigned), NOW);

        assertThat(inbox.outcome(odd)).isEqualTo(Applied.parked("unknown_type"));
        assertThat(inbox.attempts(odd)).isOne();
        assertThat(parkings())
                .singleElement()
                .satisfies(line -> assertThat(line.cardId()).isNull());
    }

    @Test
    void anOperationThatWaitsForWhatIsSoAlreadyIsSettled() {
        String closure = Samples.of("card_close_result");
        Claimed again = told(
                Source.WEBHOOK, "CARD_CLOSE_RESULT", with(closure, "transaction_id", "555099"));
        inbox.batch(List.of(assigned, told(Source.WEBHOOK, "CARD_CLOSE_RESULT", closure)), NOW);
        Card card = inbox.cards().getFirst();
        Intent close =
                Intent.ofCard(OperationKind.CARD_CLOSE, card.cardholderId(), card.id(), List.of());
        inbox.accepted(OperationsInMemory.pending(close, null, NOW));

        inbox.batch(List.of(again), NOW);

        assertThat(inbox.outcome(again)).isEqualTo(Applied.APPLIED);
        assertThat(inbox.operations().getLast().status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"WEBHOOK, webhook", "BACKFILL, webhook_records"})
    void theEvidenceNamesTheWayThatItCame(Source source, String witness) {
        Claimed delivered = told(source, "CARD_ASSIGN_RESULT", Samples.of("card_assign_result"));

        inbox.batch(List.of(delivered), NOW);

        assertThat(OperationsInMemory.evidence(inbox.operations().getFirst()))
                .containsExactly(new Evidence(witness, "SUCCESS", NOW, null));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "3, 8", "4, 10", "64, 10"})
    void aParkedDeliveryWaitsTwiceAsLongEachTimeUpToALimit(int attempts, long seconds) {
        assertThat(Batch.nextAttempt(Applied.parked("unknown_card"), attempts, CONFIG, NOW))
                .isEqualTo(NOW.plus(Duration.ofSeconds(seconds)));
    }

    @Test
    void afterItsLastAttemptADeliveryWaitsForAPerson() {
        assertThat(Batch.nextAttempt(Applied.parked("unknown_card"), 98, CONFIG, NOW))
                .isNotNull();
        assertThat(Batch.nextAttempt(Applied.parked("unknown_card"), 99, CONFIG, NOW))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown_type",
                "contradicts_type",
                "incomplete",
                "unknown_status",
                "no_json_object",
                "payload_gone",
                "card_number_differs",
                "currency_differs",
                "older_than_memory"
            })
    void whatTimeCantMendWaitsForAPersonAtOnce(String reason) {
        assertThat(Batch.nextAttempt(Applied.parked(reason), 0, CONFIG, NOW)).isNull();
    }

    @Test
    void whatIsNotParkedIsNeverTriedAgain() {
        for (Applied applied : List.of(Applied.APPLIED, Applied.REPEATED, Applied.SUPERSEDED)) {
            assertThat(Batch.nextAttempt(applied, 0, CONFIG, NOW)).isNull();
        }
    }

    private List<Line> parkings() {
        return inbox.journal().stream()
                .filter(line -> line.kind().equals("DeliveryParked"))
                .toList();
    }

    private Object card() {
        return inbox.cards().getFirst().id();
    }

    @Test
    void whatMayHaveBeenHadAndForgottenIsNotAppliedAgain() {
        inbox.batch(List.of(assigned), NOW);
        assertThat(inbox.outcome(assigned)).isEqualTo(Applied.APPLIED);
        Instant at = ((Reading.Read) assigned.reading()).effect().at().orElseThrow();

        inbox.forgetsBefore(at);
        inbox.batch(List.of(assigned), NOW);
        assertThat(inbox.outcome(assigned)).isEqualTo(Applied.REPEATED);

        inbox.forgetsBefore(at.plusMillis(1));
        inbox.batch(List.of(assigned), NOW);
        assertThat(inbox.outcome(assigned)).isEqualTo(Applied.parked("older_than_memory"));
    }

    @Test
    void whatHasNoTimeIsNeverTooOld() {
        Memory memory = new Memory(Set.of(), NOW);
        Claimed timeless = told(
                Source.WEBHOOK,
                "USER_CREATE_RESULT",
                "{\"user_id\": 67890, \"status\": \"APPROVED\"}");

        assertThat(((Reading.Read) timeless.reading()).effect().at()).isEmpty();
        assertThat(memory.isBefore(((Reading.Read) timeless.reading()).effect()))
                .isFalse();
        assertThat(memory.isBefore(((Reading.Read) locked.reading()).effect())).isTrue();
    }
}
