package com.bananacards.cards;

import com.bananacards.bananatech.IssuerDown;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.operations.Blockers;
import com.bananacards.operations.Rehearsals;
import com.bananacards.security.Caller;
import com.bananacards.security.Owned;
import com.bananacards.sensitive.Pin;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.resteasy.reactive.RestResponse;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Changes PINs. Synchronous, and no operation is left open: the journal has the intent before the call and what became
 * of it after; a caller that gets no answer sets the same PIN again.
 */
@ApplicationScoped
class PinChanges {

    private final Cards cards;
    private final Rehearsals rehearsals;
    private final Journal journal;
    private final Clock clock;

    @Inject
    PinChanges(Cards cards, Rehearsals rehearsals, Journal journal, Clock clock) {
        this.cards = cards;
        this.rehearsals = rehearsals;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Sets a PIN.
     *
     * <p>Fails with a {@link Problem}: {@code card_status_conflict}, {@code operation_in_progress}, {@code
     * issuer_refused}, {@code issuer_unavailable}, {@code outcome_unknown}.
     */
    Uni<Void> change(Caller caller, UUID cardId, Pin pin, String requestId) {
        return Panache.withTransaction(() -> prepare(caller, cardId, requestId))
                .chain(target -> cards.setPin(target.ref(), pin)
                        .onItemOrFailure()
                        .call((done, failure) -> record(target.card(), failure, caller, requestId))
                        .onFailure()
                        .transform(PinChanges::problem))
                .memoize()
                .indefinitely();
    }

    /** What a change would be answered with. */
    Uni<RestResponse<String>> rehearse(Caller caller, UUID cardId) {
        return rehearsals.run(
                "PIN_CHANGE",
                caller,
                (who, blockers) -> ready(who, cardId, blockers)
                        .chain(ready -> Uni.createFrom().nullItem()));
    }

    private Uni<Cards.Ready> prepare(Caller caller, UUID cardId, String requestId) {
        return ready(caller, cardId, Blockers.stopping())
                .call(ready -> journal.append(List.of(line(
                        ready.card(),
                        "PinChangeRequested",
                        "is to get another PIN",
                        caller,
                        requestId))));
    }

    /** The checks of a PIN change, for a dry run too. Runs within the caller's transaction. */
    static Uni<Cards.Ready> ready(Caller caller, UUID cardId, Blockers blockers) {
        return Owned.CARDS
                .find(Card.class, caller, cardId)
                .invoke(card -> mustBeActivePlastic(card, blockers))
                .call(card -> Cards.nothingOpen(card, blockers))
                .chain(card -> Cards.owner(card)
                        .map(owner -> new Cards.Ready(card, card.ref(Cards.issuerUserId(owner)))));
    }

    private static void mustBeActivePlastic(Card card, Blockers blockers) {
        if (card.type == CardType.VIRTUAL) {
            blockers.add(Problem.invalid("/pin", "not_allowed", "a virtual card has no PIN"));
        } else if (card.status != CardStatus.ACTIVE) {
            blockers.add(Cards.conflict(card, "PIN change"));
        }
    }

    private Uni<Void> record(Card card, Throwable failure, Caller caller, String requestId) {
        Line line = switch (failure) {
            case null -> line(card, "PinChanged", "has another PIN", caller, requestId);
            case IssuerRefused refused ->
                line(card, "PinChangeRefused", "keeps its PIN: refused", caller, requestId);
            case IssuerDown down ->
                line(card, "PinChangeNotSent", "keeps its PIN: never sent", caller, requestId);
            default ->
                line(
                        card,
                        "PinChangeUnknown",
                        "may have another PIN: no answer",
                        caller,
                        requestId);
        };
        return Panache.withTransaction(() -> journal.append(List.of(line)));
    }

    private Line line(Card card, String kind, String predicate, Caller caller, String requestId) {
        return CardLines.about(card, clock.instant(), kind, predicate)
                .actor(caller.subject())
                .request(requestId)
                .silent();
    }

    private static Throwable problem(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case IssuerRefused refused ->
                Problem.of(ProblemType.ISSUER_REFUSED, "The issuer refused the PIN.")
                        .with("reason", refused.words());
            case IssuerDown down -> Problem.of(ProblemType.ISSUER_UNAVAILABLE);
            default -> Problem.of(ProblemType.OUTCOME_UNKNOWN, "The same PIN may be set again.");
        };
    }
}
