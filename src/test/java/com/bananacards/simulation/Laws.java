package com.bananacards.simulation;

import com.bananacards.cards.Card;
import com.bananacards.cards.CardStatus;
import com.bananacards.cards.CardTable;
import com.bananacards.journal.Line;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationTable;
import com.bananacards.simulation.Issuer.IssuerCard;
import com.bananacards.simulation.Issuer.Truth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What must hold after every commit, and what must be true in the end. */
final class Laws {

    private final Database database;
    private final Issuer issuer;
    private final Network network;
    private final Map<UUID, OperationTable.Row> operations = new HashMap<>();
    private final Map<UUID, CardTable.Row> cards = new HashMap<>();
    private final Map<Long, Integer> recharged = new HashMap<>();

    Laws(Database database, Issuer issuer, Network network) {
        this.database = database;
        this.issuer = issuer;
        this.network = network;
    }

    void afterCommit(List<Line> lines) {
        lines.forEach(this::eachEffectOnce);
        Set<Object> unique = new HashSet<>();
        for (Operation one : database.operations.all()) {
            OperationTable.Row row = OperationTable.row(one);
            OperationTable.Row before = operations.put(one.id(), row);
            finalIsFinal(one, before, row);
            nothingOpenWithoutNextCheck(one, row);
            sentOnce(one);
            constraints(one, unique);
        }
        for (Card one : database.cards.all()) {
            CardTable.Row row = CardTable.row(one);
            CardTable.Row before = cards.put(one.id(), row);
            if (before != null && before.status() == CardStatus.CLOSED && !before.equals(row)) {
                throw new Broken("a closed card changed: %s", row);
            }
            if (!unique.add("card " + one.issuerCardId())) {
                throw new Broken("two cards have the number %d", one.issuerCardId());
            }
        }
    }

    private void eachEffectOnce(Line line) {
        if (!line.kind().equals("CardRecharged")) {
            return;
        }
        int times = recharged.merge(line.issuerCardId(), 1, Integer::sum);
        IssuerCard card = issuer.card(line.issuerCardId());
        if (card == null || times > card.recharges) {
            throw new Broken(
                    "card %d received money %d times, of %s recharges",
                    line.issuerCardId(), times, card == null ? "no" : card.recharges);
        }
    }

    private static void finalIsFinal(
            Operation one, OperationTable.Row before, OperationTable.Row row) {
        boolean changed = before != null
                && before.status().isSettled()
                && !(before.status() == row.status() && before.settledAt().equals(row.settledAt()));
        if (changed) {
            throw new Broken("%s was %s and is %s", one.kind(), before, row);
        }
    }

    private static void nothingOpenWithoutNextCheck(Operation one, OperationTable.Row row) {
        boolean checked = OperationStatus.CHECKED.contains(row.status());
        if (checked != (row.nextCheckAt() != null)
                || row.status().isSettled() != (row.settledAt() != null)
                || (row.status() == OperationStatus.FAILED) != (row.reason() != null)) {
            throw new Broken("%s can't be stored as %s", one.kind(), row);
        }
    }

    private void sentOnce(Operation one) {
        if (issuer.received(one.id()) > 1) {
            throw new Broken("%s was sent %d times", one.kind(), issuer.received(one.id()));
        }
    }

    /** The database's unique indexes. */
    private static void constraints(Operation one, Set<Object> unique) {
        boolean open = one.status().isOpen();
        boolean fresh = (one.cardId() == null || !open || unique.add(one.cardId()))
                && (!open
                        || !Commanding.makesCard(one.kind())
                        || unique.add(one.kind() + "" + one.cardholderId()))
                && (one.issuerTransactionId() == null
                        || unique.add(one.cardId() + "#" + one.issuerTransactionId()));
        if (!fresh) {
            throw new Broken("a unique index refuses %s", one.kind());
        }
    }

    /** All was told and no time is left: nothing needs to be put right where every webhook came or was recorded. */
    void beforeTheLastCheck() {
        for (Card card : database.cards.all()) {
            if (!network.hasUntold(card.issuerCardId()) && isAtRest(card)) {
                same(card, "although all was told");
            }
        }
    }

    private boolean isAtRest(Card card) {
        return database.operations.openOf(card.id()).isEmpty();
    }

    private void same(Card card, String when) {
        IssuerCard truth = issuer.card(card.issuerCardId());
        if (truth == null) {
            throw new Broken("card %d is nobody's", card.issuerCardId());
        }
        if (!truth.status.equals(card.status().name())) {
            throw new Broken(
                    "card %d is %s, at the issuer %s, %s",
                    truth.id, card.status(), truth.status, when);
        }
        if (card.balance().amount().compareTo(Payload.amount(truth.cents)) != 0) {
            throw new Broken(
                    "card %d holds %s, at the issuer %s, %s",
                    truth.id, card.balance().text(), Payload.amount(truth.cents), when);
        }
    }

    void inTheEnd() {
        database.operations.all().forEach(this::settledAsItWas);
        for (Card card : database.cards.all()) {
            if (isAtRest(card)) {
                same(card, "in the end");
            }
        }
    }

    private void settledAsItWas(Operation one) {
        Truth truth = issuer.truth(one.id());
        boolean right = switch (one.status()) {
            case SUCCEEDED -> truth == Truth.DONE;
            case FAILED -> truth != Truth.DONE && truth != Truth.PROCESSING;
            case IN_REVIEW -> true;
            case REQUESTED, PENDING, UNKNOWN -> false;
        };
        boolean hasCard = !Commanding.makesCard(one.kind())
                || one.status() != OperationStatus.SUCCEEDED
                || one.cardId() != null;
        if (!right || !hasCard) {
            throw new Broken("%s is %s; at the issuer: %s", one.kind(), one.status(), truth);
        }
    }

    long operations() {
        return database.operations.all().size();
    }

    long succeeded() {
        return count(OperationStatus.SUCCEEDED);
    }

    /** How many were left to a person. */
    long inReview() {
        return count(OperationStatus.IN_REVIEW);
    }

    private long count(OperationStatus status) {
        return database.operations.all().stream()
                .filter(one -> one.status() == status)
                .count();
    }
}
