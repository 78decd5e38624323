package com.bananacards.challenges;

import com.bananacards.cards.Card;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The challenges that a batch of facts speaks of. */
public final class ChallengeScene {

    private final List<Challenge> known = new ArrayList<>();
    private final List<Challenge> made = new ArrayList<>();

    ChallengeScene(Collection<Challenge> known) {
        this.known.addAll(known);
    }

    boolean knows(Card card, String challengeId) {
        return known.stream()
                .anyMatch(one ->
                        one.cardId.equals(card.id()) && one.issuerChallengeId.equals(challengeId));
    }

    void made(Challenge challenge) {
        known.add(challenge);
        made.add(challenge);
    }

    List<Challenge> made() {
        return made;
    }
}
