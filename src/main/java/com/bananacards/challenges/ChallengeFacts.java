package com.bananacards.challenges;

import com.bananacards.bananatech.IssuerFact.Card3ds;
import com.bananacards.bananatech.IssuerFact.CardVerification;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardLines;
import com.bananacards.cards.Scene;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Telling;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Applies the issuer's facts about 3DS and wallets. In memory only. */
@Singleton
public class ChallengeFacts {

    private final ChallengesConfig config;

    @Inject
    ChallengeFacts(ChallengesConfig config) {
        this.config = config;
    }

    /** A purchase waits for the cardholder's word. One that comes too late is kept as expired. */
    public Applied apply(Card3ds fact, Scene scene, ChallengeScene challenges, Telling telling) {
        Card card = scene.card(fact.card());
        if (card == null) {
            return Applied.parked("unknown_card");
        }
        if (challenges.knows(card, fact.challengeId())) {
            return Applied.REPEATED;
        }
        Challenge challenge = new Challenge(card, fact, config.lifetime(), telling.now());
        if (challenge.statusAt(telling.now()) == ChallengeStatus.EXPIRED) {
            challenge.apply(new ChallengeEvent.Expired(), telling.now());
        }
        challenges.made(challenge);
        telling.tell(
                ChallengeLines.created(challenge, telling.now()),
                ChallengeLines.CREATED,
                ChallengeView.of(challenge, telling.now()));
        return Applied.APPLIED;
    }

    /** A wallet asked for a one-time code. The code itself goes from the issuer to the cardholder, never through here. */
    public Applied apply(CardVerification fact, Scene scene, Telling telling) {
        Card card = scene.card(fact.card());
        if (card == null) {
            return Applied.parked("unknown_card");
        }
        String wallet = fact.wallet() == null ? "a wallet" : fact.wallet();
        telling.tellSilently(CardLines.about(
                        card,
                        telling.now(),
                        "CardVerificationRequested",
                        "is to be added to " + wallet)
                .with("expires_at", fact.expiresAt()));
        return Applied.APPLIED;
    }
}
