package com.bananacards.funding;

import com.bananacards.bananatech.IssuerFailure;
import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardLines;
import com.bananacards.cards.CardReads;
import com.bananacards.cards.CardStatus;
import com.bananacards.cards.CardView;
import com.bananacards.cards.Cards;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.money.Money;
import com.bananacards.operations.OperationRows;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.security.Caller;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Card balances, live from the issuer; what was read is kept, for when it can't be asked. */
@ApplicationScoped
class Balances {

    private final IssuerReads issuer;
    private final CardReads cards;
    private final Journal journal;
    private final OperationsConfig config;
    private final Clock clock;

    @Inject
    Balances(
            IssuerReads issuer,
            CardReads cards,
            Journal journal,
            OperationsConfig config,
            Clock clock) {
        this.issuer = issuer;
        this.cards = cards;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The balance now, or as it was last known.
     *
     * <p>Fails with a {@link Problem}: {@code not_found}, also for another's; {@code issuer_refused}.
     */
    Uni<BalanceView> read(Caller caller, UUID cardId) {
        return cards.named(caller, cardId).chain(named -> {
            Instant asOf = readAt(named.card());
            return issuer.balance(named.ref())
                    .call(answer -> keep(cardId, answer, asOf))
                    .map(answer -> live(named.card(), answer))
                    .onFailure(IssuerFailure.class)
                    .recoverWithUni(failure -> lastKnown(named.card(), failure));
        });
    }

    private BalanceView live(Card card, CardBalance answer) {
        String currency = Optional.ofNullable(answer.currency()).orElse(card.currency());
        return BalanceView.live(
                card,
                new Money(answer.balance(), currency),
                new Money(available(answer), currency),
                clock.instant());
    }

    private static BigDecimal available(CardBalance answer) {
        return answer.available() == null ? answer.balance() : answer.available();
    }

    private static Uni<BalanceView> lastKnown(Card card, Throwable failure) {
        return failure instanceof IssuerRefused refused && card.status() != CardStatus.CLOSED
                ? Uni.createFrom()
                        .failure(Problem.of(ProblemType.ISSUER_REFUSED)
                                .with("reason", refused.words()))
                : Uni.createFrom().item(BalanceView.lastKnown(card));
    }

    /**
     * The time that a reading begun now counts as: newer than what is known, and no newer than a webhook on its way,
     * whose time may be a little behind ours by the issuer's clock.
     */
    private Instant readAt(Card card) {
        Instant earliest = clock.instant().minus(config.clockSkew());
        Instant known = card.balanceAt();
        return known != null && known.isAfter(earliest) ? known : earliest;
    }

    private Uni<Void> keep(UUID cardId, CardBalance answer, Instant asOf) {
        return Panache.withTransaction(() -> Cards.locked(cardId)
                .chain(card -> OperationRows.open(List.of(cardId)).chain(open -> {
                    // A recharge on its way may be in the reading already, and comes as an amount
                    // again.
                    boolean settled = open.isEmpty();
                    return settled && isNews(card, answer) && states(card, answer, asOf)
                            ? tell(card)
                            : Uni.createFrom().voidItem();
                })));
    }

    private static boolean isNews(Card card, CardBalance answer) {
        return card.isIn(answer.currency())
                && (card.balance().amount().compareTo(answer.balance()) != 0
                        || card.available().amount().compareTo(available(answer)) != 0
                        || card.balanceAt() == null);
    }

    private boolean states(Card card, CardBalance answer, Instant asOf) {
        return card.states(answer.balance(), available(answer), asOf, clock.instant());
    }

    private Uni<Void> tell(Card card) {
        return Cards.write(card)
                .chain(() -> journal.append(List.of(CardLines.about(
                                card,
                                clock.instant(),
                                "CardBalanceRead",
                                "holds " + card.balance().text() + ", says the issuer")
                        .with("total", card.balance().text())
                        .with("available", card.available().text())
                        .streamed(CardLines.UPDATED, CardView.of(card, null)))));
    }
}
