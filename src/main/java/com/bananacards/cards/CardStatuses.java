package com.bananacards.cards;

import com.bananacards.bananatech.BananatechConfig;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.Optional;

/** The issuer's words for a card's status. */
@Singleton
class CardStatuses {

    private final BananatechConfig config;

    @Inject
    CardStatuses(BananatechConfig config) {
        this.config = config;
    }

    /** What this word means; empty for one that is not known. */
    Optional<CardStatus> of(String literal) {
        if (literal.equals(config.literals().closed())) {
            return Optional.of(CardStatus.CLOSED);
        }
        return switch (literal) {
            case "TBA" -> Optional.of(CardStatus.TBA);
            case "ACTIVE" -> Optional.of(CardStatus.ACTIVE);
            case "LOCKED" -> Optional.of(CardStatus.LOCKED);
            default -> Optional.empty();
        };
    }
}
