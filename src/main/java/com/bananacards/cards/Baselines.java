package com.bananacards.cards;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.operations.Baseline;
import com.bananacards.operations.OperationsConfig;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what card and merchant's account hold before money is asked to move. What can't be read in time is left out:
 * a slow issuer costs a witness later, not the command now.
 */
@ApplicationScoped
public class Baselines {

    private final IssuerReads issuer;
    private final OperationsConfig config;
    private final Clock clock;

    @Inject
    Baselines(IssuerReads issuer, OperationsConfig config, Clock clock) {
        this.issuer = issuer;
        this.config = config;
        this.clock = clock;
    }

    /** Of a card and the account. */
    public Uni<Optional<Baseline>> of(UUID cardId) {
        return measured(inTime(ref(cardId).chain(issuer::balance))
                .map(read -> read.map(CardBalance::balance)));
    }

    /** Of the account alone. */
    public Uni<Optional<Baseline>> ofAccount() {
        return measured(Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Baseline>> measured(Uni<Optional<BigDecimal>> card) {
        Instant now = clock.instant();
        Uni<Optional<BigDecimal>> account =
                inTime(issuer.accountBalance()).map(read -> read.map(AccountBalance::balance));
        return Uni.combine()
                .all()
                .unis(card, account)
                .with((ofCard, ofAccount) -> Optional.of(
                        new Baseline(ofCard.orElse(null), ofAccount.orElse(null), now)));
    }

    /** A card that is not there fails too: the command's own checks say so. */
    private static Uni<CardRef> ref(UUID cardId) {
        return Panache.withSession(() -> Card.<Card>findById(cardId)
                .onItem()
                .ifNull()
                .failWith(IllegalStateException::new)
                .chain(card ->
                        Cards.owner(card).map(owner -> card.ref(Cards.issuerUserId(owner)))));
    }

    private <T> Uni<Optional<T>> inTime(Uni<T> reading) {
        return reading.map(Optional::of)
                .ifNoItem()
                .after(config.baselineTimeout())
                .recoverWithItem(Optional.empty())
                .onFailure()
                .recoverWithItem(Optional.empty());
    }
}
