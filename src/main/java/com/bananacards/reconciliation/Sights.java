package com.bananacards.reconciliation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.IssuerFailure;
import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.bananatech.IssuerReads.WebhookRecord;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.bananatech.OutcomeUnknown;
import com.bananacards.bananatech.Reading;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Overdue;
import com.bananacards.reconciliation.Sight.Unnumbered;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from the issuer what shows whether an operation moved money. */
@ApplicationScoped
class Sights {

    private final IssuerReads issuer;
    private final IssuerFacts facts;
    private final Overdue overdue;
    private final OperationsConfig settlement;
    private final ReconciliationConfig config;

    @Inject
    Sights(
            IssuerReads issuer,
            IssuerFacts facts,
            Overdue overdue,
            OperationsConfig settlement,
            ReconciliationConfig config) {
        this.issuer = issuer;
        this.facts = facts;
        this.overdue = overdue;
        this.settlement = settlement;
        this.config = config;
    }

    /** @param card empty when nobody knows the card's number yet */
    Uni<Sight> look(Operation operation, Optional<CardRef> card) {
        return card.map(ref -> look(operation, ref))
                .orElseGet(() -> read(issuer.accountBalance())
                        .chain(account -> overdue.othersMovingMoney(operation)
                                .map(others -> Sight.ofAccount(account, others))));
    }

    /** What the card's own readings say about the information, apart from the information itself. */
    private record About(Optional<CardInformation> information, boolean noSuchCard) {}

    private Uni<Sight> look(Operation operation, CardRef ref) {
        return information(operation, ref)
                .chain(about -> read(transactions(ref))
                        .chain(rows -> read(issuer.balance(ref))
                                .chain(balance -> read(issuer.accountBalance())
                                        .chain(account -> overdue.othersMovingMoney(operation)
                                                .chain(others -> taken(operation, rows)
                                                        .chain(taken -> unnumbered(operation)
                                                                .map(unnumbered -> new Sight(
                                                                        rows,
                                                                        isWhole(rows),
                                                                        taken,
                                                                        unnumbered,
                                                                        balance,
                                                                        about.information(),
                                                                        about.noSuchCard(),
                                                                        account,
                                                                        others))))))));
    }

    /** For a recharge the information says nothing that the balance does not. */
    private Uni<About> information(Operation operation, CardRef ref) {
        if (operation.kind() == OperationKind.CARD_RECHARGE) {
            return Uni.createFrom().item(new About(Optional.empty(), false));
        }
        return issuer.information(ref)
                .map(found -> new About(Optional.of(found), false))
                .onFailure(IssuerFailure.class)
                .recoverWithItem(
                        failure -> new About(Optional.empty(), failure instanceof IssuerRefused));
    }

    /** Fails when one of them can't be read: it may be the one that is looked for, and "there is none" be wrong. */
    private Uni<List<TransactionCreated>> transactions(CardRef ref) {
        return issuer.transactions(ref, 0, config.cardTransactions()).map(page -> {
            List<TransactionCreated> read = page.rows().stream()
                    .map(this::transaction)
                    .flatMap(Optional::stream)
                    .toList();
            if (read.size() < page.sent()) {
                throw new OutcomeUnknown("a transaction can't be read");
            }
            return read;
        });
    }

    private Optional<TransactionCreated> transaction(WebhookRecord row) {
        return facts.readRecord(row.type(), row.payload()) instanceof Reading.Read read
                        && read.fact() instanceof TransactionCreated created
                ? Optional.of(created)
                : Optional.empty();
    }

    private boolean isWhole(Optional<List<TransactionCreated>> rows) {
        return rows.filter(list -> list.size() < config.cardTransactions()).isPresent();
    }

    private Uni<Set<Long>> taken(Operation operation, Optional<List<TransactionCreated>> rows) {
        return overdue.takenByOthers(
                operation,
                rows.orElse(List.of()).stream()
                        .map(TransactionCreated::transactionId)
                        .toList());
    }

    private Uni<List<Unnumbered>> unnumbered(Operation operation) {
        return overdue.othersWithoutTransaction(operation)
                .map(others -> others.stream()
                        .flatMap(other -> Unnumbered.of(other, settlement.clockSkew()))
                        .toList());
    }

    private static <T> Uni<Optional<T>> read(Uni<T> reading) {
        return reading.map(Optional::of)
                .onFailure(IssuerFailure.class)
                .recoverWithItem(Optional.empty());
    }
}
