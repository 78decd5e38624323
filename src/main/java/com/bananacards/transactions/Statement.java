package com.bananacards.transactions;

import com.bananacards.cards.Card;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The transactions that a batch of facts speaks of, loaded and locked. */
public final class Statement {

    private final List<CardTransaction> known = new ArrayList<>();
    private final List<CardTransaction> made = new ArrayList<>();

    Statement(Collection<CardTransaction> known) {
        this.known.addAll(known);
    }

    @Nullable
    CardTransaction find(Card card, Report report) {
        return known.stream()
                .filter(one -> one.is(card.id(), report))
                .findFirst()
                .orElse(null);
    }

    void made(CardTransaction transaction) {
        known.add(transaction);
        made.add(transaction);
    }

    List<CardTransaction> made() {
        return made;
    }
}
