package com.bananacards.simulation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.CardholdersInMemory;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardTable;
import com.bananacards.cards.Scene;
import com.bananacards.operations.OperationTable;
import com.bananacards.webhooks.DeliveryTable;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * All that survives a crash. A transaction is one step of the scheduler's: row locks put transactions that touch the
 * same rows one after the other, so any two of them are had in both orders, and one that dies leaves nothing.
 */
final class Database {

    final OperationTable operations = new OperationTable();
    final CardTable cards = new CardTable();
    final List<Cardholder> people = new ArrayList<>();
    final DeliveryTable deliveries = new DeliveryTable(this::scene, cards::write);

    @Nullable
    Instant cursor;

    Cardholder person(long user) {
        Cardholder made = CardholdersInMemory.pending(user, Scheduler.START);
        people.add(made);
        return made;
    }

    @Nullable
    Cardholder byNumber(@Nullable Long user) {
        return people.stream()
                .filter(one -> Objects.equals(one.issuerUserId(), user))
                .findFirst()
                .orElse(null);
    }

    long userOf(UUID cardholder) {
        return people.stream()
                .filter(one -> one.id().equals(cardholder))
                .mapToLong(Cardholder::issuerUserId)
                .findFirst()
                .orElseThrow();
    }

    Scene scene(List<IssuerFact> facts) {
        return cards.scene(facts, people, operations);
    }

    CardRef ref(Card card) {
        return card.ref(userOf(card.cardholderId()));
    }
}
