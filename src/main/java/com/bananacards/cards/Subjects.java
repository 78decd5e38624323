package com.bananacards.cards;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardApplyResult;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.cardholders.Cardholder;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whom facts speak of, by the issuer's numbers. */
record Subjects(Set<Long> cards, Set<Long> users) {

    static Subjects of(Collection<IssuerFact> facts) {
        return new Subjects(
                facts.stream()
                        .map(IssuerFact::card)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()),
                facts.stream()
                        .map(IssuerFact::user)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    /** Those of which a fact may belong to an operation that is settled already: it failed, moved money, or made a card. */
    static Subjects maybeOfSettled(Collection<IssuerFact> facts) {
        return of(facts.stream()
                .filter(fact -> fact.result() == Result.FAILED
                        || fact instanceof CardRechargeResult
                        || fact instanceof CardApplyResult)
                .toList());
    }

    /** Those of which a fact brings a card into being, or fails to: an answer may have named it before. */
    static Subjects maybeNamed(Collection<IssuerFact> facts) {
        return of(facts.stream()
                .filter(fact -> fact instanceof CardAssignResult || fact instanceof CardApplyResult)
                .toList());
    }

    List<UUID> of(List<Card> rows) {
        return rows.stream()
                .filter(card -> cards.contains(card.issuerCardId))
                .map(Card::id)
                .toList();
    }

    List<UUID> ownersOf(List<Cardholder> rows) {
        return rows.stream()
                .filter(one -> one.issuerUserId() != null && users.contains(one.issuerUserId()))
                .map(Cardholder::id)
                .toList();
    }
}
