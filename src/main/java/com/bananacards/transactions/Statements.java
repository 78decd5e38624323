package com.bananacards.transactions;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardCloseResult;
import com.bananacards.bananatech.IssuerFact.CardCorrection;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.cards.Card;
import com.bananacards.cards.Scene;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Loads the transactions that facts speak of, and writes what came of them. Locked after the scene's cards. */
@ApplicationScoped
public class Statements {

    /** Loads and locks. Runs within the caller's transaction. */
    public Uni<Statement> load(Collection<IssuerFact> facts, Scene scene) {
        Set<Long> numbers = new HashSet<>();
        Set<UUID> cards = new HashSet<>();
        facts.forEach(fact -> {
            Long number = number(fact);
            Card card = scene.card(fact.card());
            if (number != null && card != null) {
                numbers.add(number);
                cards.add(card.id());
            }
        });
        return numbers.isEmpty()
                ? Uni.createFrom().item(new Statement(List.of()))
                : CardTransaction.<CardTransaction>find(
                                "cardId in ?1 and issuerTransactionId in ?2 order by id",
                                cards,
                                numbers)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .list()
                        .map(Statement::new);
    }

    private static @Nullable Long number(IssuerFact fact) {
        return switch (fact) {
            case TransactionCreated created -> created.transactionId();
            case CardCorrection corrected -> corrected.transactionId();
            case CardRechargeResult recharged -> recharged.transactionId();
            case CardCloseResult closed -> closed.transactionId();
            default -> null;
        };
    }

    /** Persists what is new; what was changed is written when the session flushes. */
    public Uni<Void> write(Statement statement) {
        List<CardTransaction> made = new ArrayList<>(statement.made());
        statement.made().clear();
        return made.isEmpty() ? Uni.createFrom().voidItem() : CardTransaction.persist(made);
    }
}
