package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.Reading;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.Telling;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is different for facts of the past: the operation that such a fact is the outcome of is put in place first, and
 * then the fact is applied by the same rules as any other, at the time at which it happened. In memory only.
 */
final class Restoration {

    /** Nothing in this batch is of the past. */
    static final Restoration NONE = new Restoration(Set.of(), Map.of(), Duration.ZERO);

    private final Set<UUID> candidates;
    private final Map<Long, CardOrigin> origins;
    private final LostOperations lost;

    /** @param candidates the deliveries that may speak of the past */
    Restoration(Set<UUID> candidates, Map<Long, CardOrigin> origins, Duration skew) {
        this.candidates = candidates;
        this.origins = origins;
        this.lost = new LostOperations(origins, skew);
    }

    /** A webhook on its first try is of the present: nothing is looked up for it. */
    static boolean isCandidate(Claimed one) {
        return one.source() != Source.WEBHOOK || one.attempts() > 0;
    }

    boolean isNeeded() {
        return !candidates.isEmpty();
    }

    /** The same, with the owner of an assigned card where the fact names none. */
    List<Claimed> completed(List<Claimed> claimed) {
        return isNeeded() ? claimed.stream().map(this::completed).toList() : claimed;
    }

    private Claimed completed(Claimed one) {
        if (candidates.contains(one.id())
                && one.reading() instanceof Reading.Read(CardAssignResult fact, var effect)
                && fact.user() == null
                && fact.card() != null
                && origins.get(fact.card()) instanceof CardOrigin origin) {
            CardAssignResult whole = new CardAssignResult(
                    fact.card(), origin.userId(), fact.result(), fact.reason(), fact.at());
            return one.with(new Reading.Read(whole, effect));
        }
        return one;
    }

    /** Has a fact applied. What is parked leaves nothing behind. */
    Applied route(
            Claimed one, IssuerFact fact, Stage stage, Telling telling, WebhookRouter router) {
        if (!isPast(one, fact)) {
            return router.route(fact, stage, telling);
        }
        Instant at = time(fact, telling.now());
        Operation operation = lost.of(fact, stage.cards(), at, telling.now());
        if (operation == null && LostOperations.isOutcome(fact)) {
            return router.route(fact, stage, telling);
        }
        Telling past = new Telling(one.id(), Telling.RESTORED, at, telling.lines());
        return operation == null
                ? router.route(fact, stage, past)
                : restored(operation, fact, stage, past, router);
    }

    private static Applied restored(
            Operation operation,
            IssuerFact fact,
            Stage stage,
            Telling telling,
            WebhookRouter router) {
        stage.cards().restore(operation);
        Applied applied = router.route(fact, stage, telling);
        if (applied.outcome() == Applied.Outcome.PARKED) {
            stage.cards().forget(operation);
            return applied;
        }
        if (operation.status().isOpen()) {
            // Too late to move the card: it was done all the same.
            telling.settle(operation, new OperationEvent.Confirmed(), "SUCCESS");
        }
        return Applied.APPLIED;
    }

    private boolean isPast(Claimed one, IssuerFact fact) {
        if (one.source() == Source.REBUILD) {
            return true;
        }
        CardOrigin origin = fact.card() == null ? null : origins.get(fact.card());
        return candidates.contains(one.id())
                && origin != null
                && isBefore(fact.at(), origin.foundAt());
    }

    private static boolean isBefore(@Nullable Instant at, Instant found) {
        return at != null && at.isBefore(found);
    }

    private static Instant time(IssuerFact fact, Instant now) {
        Instant at = fact.at();
        return at == null || at.isAfter(now) ? now : at;
    }
}
