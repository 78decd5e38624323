package com.bananacards.reconciliation;

import com.bananacards.bananatech.BananatechConfig;
import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.cards.CardEvidence;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Overdue;
import com.bananacards.operations.Reason;
import com.bananacards.webhooks.Conclusions;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether an operation moved money that no webhook and no record told of: asks every witness there is, keeps
 * what each says on the operation, and concludes only where enough of them agree.
 */
@ApplicationScoped
class MoneyQuestions {

    private final Sights sights;
    private final CardEvidence cards;
    private final Conclusions conclusions;
    private final Overdue overdue;
    private final BananatechConfig issuer;
    private final OperationsConfig config;
    private final Patience patience;
    private final Clock clock;

    @Inject
    MoneyQuestions(
            Sights sights,
            CardEvidence cards,
            Conclusions conclusions,
            Overdue overdue,
            BananatechConfig issuer,
            OperationsConfig config,
            ReconciliationConfig reconciliation,
            Clock clock) {
        this.sights = sights;
        this.cards = cards;
        this.conclusions = conclusions;
        this.overdue = overdue;
        this.issuer = issuer;
        this.config = config;
        this.patience = new Patience(config, reconciliation);
        this.clock = clock;
    }

    /** True when that settled it. */
    Uni<Boolean> ask(Operation operation) {
        Instant earliest = operation.begunAt().minus(config.clockSkew());
        Instant looked = clock.instant();
        Instant asOf = looked.minus(config.clockSkew());
        MoneyCase asked = MoneyCase.of(operation, earliest);
        return ref(operation)
                .chain(ref -> sights.look(operation, ref).chain(sight -> {
                    MoneyEvidence evidence = new MoneyEvidence(asked, sight, issuer.literals());
                    boolean ripe = patience.isRipe(operation, looked);
                    return conclude(
                            operation,
                            evidence,
                            MoneyConclusion.of(operation, ref, evidence, earliest, asOf, ripe));
                }));
    }

    /** The card as the issuer names it; empty while nobody knows its number. */
    private Uni<Optional<CardRef>> ref(Operation operation) {
        if (operation.kind() != OperationKind.CARD_APPLY) {
            return cards.ref(operation).map(Optional::of);
        }
        Long number = operation.issuerRef();
        return number == null
                ? Uni.createFrom().item(Optional.empty())
                : cards.owner(operation.cardholderId())
                        .map(user -> Optional.of(new CardRef(user, number)));
    }

    private Uni<Boolean> conclude(
            Operation operation, MoneyEvidence evidence, MoneyConclusion conclusion) {
        return switch (conclusion) {
            case MoneyConclusion.CarriedOut(List<IssuerFact> facts) ->
                conclusions.carriedOut(operation.id(), facts, evidence.testimonies());
            case MoneyConclusion.NotMoved ignored ->
                overdue.notMoved(
                        operation.id(), evidence.testimonies(), new Reason("not_moved", null));
            case MoneyConclusion.Undecided ignored ->
                overdue.heard(operation.id(), evidence.testimonies()).replaceWith(false);
        };
    }
}
