package com.bananacards.challenges;

import com.bananacards.journal.Line;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The journal's words for what happens to a challenge. */
final class ChallengeLines {

    static final String CREATED = "challenge.created";
    static final String UPDATED = "challenge.updated";

    private ChallengeLines() {}

    static Line.Builder about(Challenge challenge, Instant now, String kind, String predicate) {
        return Line.of(now, kind, "A 3DS challenge " + predicate)
                .card(challenge.cardId)
                .cardholder(challenge.cardholderId)
                .with("challenge_id", challenge.id);
    }

    static Line.Builder created(Challenge challenge, Instant now) {
        String merchant = challenge.merchant == null ? "a merchant" : challenge.merchant;
        return about(challenge, now, "ChallengeCreated", "of " + merchant + " waits")
                .with("expires_at", challenge.expiresAt);
    }

    /** A changed challenge, streamed. */
    static Line updated(
            Challenge challenge,
            Instant now,
            String kind,
            String predicate,
            @Nullable String actor,
            @Nullable String requestId) {
        return about(challenge, now, kind, predicate)
                .actor(actor)
                .request(requestId)
                .streamed(UPDATED, ChallengeView.of(challenge, now));
    }
}
