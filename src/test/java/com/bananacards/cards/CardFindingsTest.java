package com.bananacards.cards;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardStatusChange;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.CardholdersInMemory;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationTable;
import com.bananacards.operations.OperationsInMemory;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What the issuer answered some time ago, when it is held against a card that went on. */
class CardFindingsTest {

    private static final Instant ASKED = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant NOW = ASKED.plusSeconds(13);
    private static final long NUMBER = 12_345;

    private final Cardholder holder = CardholdersInMemory.pending(901, ASKED);
    private final OperationTable operations = new OperationTable();
    private final CardTable cards = new CardTable();
    private final Card card = cards.existing(
            OperationsInMemory.requested(
                    Intent.ofCardholder(OperationKind.CARD_APPLY, holder.id(), 1, null), ASKED),
            NUMBER,
            new BigDecimal("100.00"),
            ASKED.minusSeconds(600));
    private final Operation lock = operations.open(
            Intent.ofCard(OperationKind.CARD_LOCK, holder.id(), card.id(), List.of()),
            null,
            ASKED.minusSeconds(10));

    private Applied lockedItSays() {
        IssuerFact subject = new CardStatusChange(NUMBER, Result.SUCCESS, true, null, ASKED);
        Scene scene = cards.scene(List.of(subject), List.of(holder), operations);
        return CardTable.informed(lock, NUMBER, CardStatus.LOCKED, ASKED, scene, NOW);
    }

    @Test
    void aStatusSettlesTheOperationThatItWasAskedFor() {
        assertThat(lockedItSays()).isEqualTo(Applied.APPLIED);
        assertThat(lock.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(card.status()).isEqualTo(CardStatus.LOCKED);
    }

    @Test
    void aStatusThatWasAskedForAnOperationSettledMeanwhileChangesNothing() {
        lock.apply(new OperationEvent.Confirmed(), ASKED.plusSeconds(1), NOW);

        assertThat(lockedItSays()).isEqualTo(Applied.SUPERSEDED);
        assertThat(card.status()).isEqualTo(CardStatus.ACTIVE);
    }

    @Test
    void aBalanceIsAsOldAsItsQuestion() {
        CardInformation said =
                new CardInformation(NUMBER, "ACTIVE", new BigDecimal("93.00"), "USD", null);
        cards.correct(CardTable.due(card, 901, ASKED), said, NOW);

        Instant spent = ASKED.plusSeconds(1);
        card.states(new BigDecimal("86.00"), new BigDecimal("86.00"), spent, NOW);

        assertThat(card.balance().text()).isEqualTo("86.00");
    }
}
