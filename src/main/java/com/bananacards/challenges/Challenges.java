package com.bananacards.challenges;

import com.bananacards.bananatech.Bananatech;
import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerDown;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.cards.CardReads;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.operations.Blockers;
import com.bananacards.operations.Rails;
import com.bananacards.operations.Rehearsals;
import com.bananacards.security.Caller;
import com.bananacards.security.Owned;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;

import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Gives the cardholder's answers to the issuer. Synchronous, and no operation is left open. One answer at a time: it is
 * claimed before the call, and a call that got no answer may be made again, for the issuer takes an answer once.
 */
@ApplicationScoped
class Challenges {

    private static final String KIND = "CHALLENGE_CONFIRM";

    private final Bananatech bananatech;
    private final CardReads cards;
    private final Rehearsals rehearsals;
    private final Rails rails;
    private final Journal journal;
    private final ChallengesConfig config;
    private final Clock clock;

    @Inject
    Challenges(
            Bananatech bananatech,
            CardReads cards,
            Rehearsals rehearsals,
            Rails rails,
            Journal journal,
            ChallengesConfig config,
            Clock clock) {
        this.bananatech = bananatech;
        this.cards = cards;
        this.rehearsals = rehearsals;
        this.rails = rails;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** One answer of one caller. */
    private record Answer(UUID challengeId, boolean approve, Caller caller, String requestId) {}

    /** @throws Problem {@code not_found}, also for another's */
    Uni<Challenge> find(Caller caller, UUID id) {
        return Owned.CHALLENGES.find(Challenge.class, caller, id);
    }

    /**
     * Answers a challenge.
     *
     * <p>Fails with a {@link Problem}: {@code challenge_closed}, {@code operation_in_progress}, {@code
     * issuer_refused}, {@code issuer_unavailable}, {@code outcome_unknown}.
     */
    Uni<Void> confirm(Caller caller, Challenge challenge, boolean approve, String requestId) {
        Answer answer = new Answer(challenge.id, approve, caller, requestId);
        return cards.named(caller, challenge.cardId)
                .chain(card -> Panache.withTransaction(() -> claim(answer))
                        .chain(() -> send(card.ref(), challenge, answer)))
                .memoize()
                .indefinitely();
    }

    /** What an answer would be answered with. */
    Uni<RestResponse<String>> rehearse(Caller caller, Challenge challenge) {
        return rehearsals.run(KIND, caller, (who, blockers) -> {
            check(challenge, blockers);
            return rails.mayBegin(KIND, blockers).chain(() -> Uni.createFrom().nullItem());
        });
    }

    private Uni<Void> claim(Answer answer) {
        Blockers blockers = Blockers.stopping();
        return locked(answer.challengeId())
                .invoke(challenge -> check(challenge, blockers))
                .call(() -> rails.mayBegin(KIND, blockers))
                .chain(challenge -> claimed(challenge, answer));
    }

    private Uni<Void> claimed(Challenge challenge, Answer answer) {
        Instant now = clock.instant();
        challenge.answering(now.plus(config.answerLease()));
        return challenge
                .flush()
                .chain(() -> journal.append(List.of(
                        ChallengeLines.about(challenge, now, "ChallengeAnswered", words(answer))
                                .actor(answer.caller().subject())
                                .request(answer.requestId())
                                .silent())));
    }

    private void check(Challenge challenge, Blockers blockers) {
        Instant now = clock.instant();
        if (challenge.statusAt(now) != ChallengeStatus.WAITING) {
            blockers.add(Problem.of(
                    ProblemType.CHALLENGE_CLOSED,
                    "The challenge is " + challenge.statusAt(now) + "."));
        } else if (challenge.isBeingAnswered(now)) {
            blockers.add(Problem.of(
                    ProblemType.OPERATION_IN_PROGRESS, "An answer is being sent right now."));
        }
    }

    private static String words(Answer answer) {
        return answer.approve() ? "gets a yes" : "gets a no";
    }

    private Uni<Void> send(CardRef card, Challenge challenge, Answer answer) {
        return bananatech
                .confirm3ds(card, challenge.issuerChallengeId, answer.approve())
                .onItemOrFailure()
                .call((done, failure) -> Panache.withTransaction(() -> record(answer, failure)))
                .onFailure()
                .transform(Challenges::problem);
    }

    private Uni<Void> record(Answer answer, @Nullable Throwable failure) {
        return locked(answer.challengeId()).chain(challenge -> {
            Instant now = clock.instant();
            challenge.answeringEnded();
            if (failure == null) {
                challenge.apply(event(answer), now);
            }
            String kind = failure == null ? "ChallengeClosed" : "ChallengeAnswerFailed";
            return challenge
                    .flush()
                    .chain(() -> journal.append(List.of(ChallengeLines.updated(
                            challenge,
                            now,
                            kind,
                            outcome(challenge, failure),
                            answer.caller().subject(),
                            answer.requestId()))));
        });
    }

    private static ChallengeEvent event(Answer answer) {
        return answer.approve() ? new ChallengeEvent.Approved() : new ChallengeEvent.Declined();
    }

    private static String outcome(Challenge challenge, @Nullable Throwable failure) {
        return switch (failure) {
            case null -> "is " + challenge.status;
            case IssuerRefused refused -> "still waits: the answer was refused";
            case IssuerDown down -> "still waits: the answer was never sent";
            default -> "may be answered: no answer came";
        };
    }

    private static Uni<Challenge> locked(UUID id) {
        return Challenge.<Challenge>find("id", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .singleResult();
    }

    private static Throwable problem(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case IssuerRefused refused ->
                Problem.of(ProblemType.ISSUER_REFUSED, "The issuer refused the answer.")
                        .with("reason", refused.words());
            case IssuerDown down -> Problem.of(ProblemType.ISSUER_UNAVAILABLE);
            default ->
                Problem.of(ProblemType.OUTCOME_UNKNOWN, "The same answer may be given again.");
        };
    }
}
