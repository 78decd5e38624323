package com.bananacards.cards;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerDown;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.operations.OperationRows;
import com.bananacards.security.Caller;
import com.bananacards.sensitive.Pin;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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
    private final Journal journal;
    private final Clock clock;

    @Inject
    PinChanges(Cards cards, Journal journal, Clock clock) {
        this.cards = cards;
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

    private Uni<Cards.Ready> prepare(Caller caller, UUID cardId, String requestId) {
        return Card.<Card>findById(cardId)
                .map(found -> Cards.visible(caller, found))
                .invoke(PinChanges::mustBeActivePlastic)
                .call(card -> OperationRows.lockOpen(List.of(card.id), List.of())
                        .invoke(open -> {
                            if (!open.isEmpty()) {
                                throw Problem.of(ProblemType.OPERATION_IN_PROGRESS)
                                        .operation(open.getFirst().id());
                            }
                        }))
                .chain(card -> Cards.owner(card).map(owner -> {
                    CardRef ref = card.ref(Cards.issuerUserId(owner));
                    return new Cards.Ready(card, ref);
                }))
                .call(ready -> journal.append(List.of(line(
                        ready.card(),
                        "PinChangeRequested",
                        "is to get another PIN",
                        caller,
                        requestId))));
    }

    private static void mustBeActivePlastic(Card card) {
        if (card.type == CardType.VIRTUAL) {
            throw Problem.invalid("/pin", "not_allowed", "a virtual card has no PIN");
        }
        if (card.status != CardStatus.ACTIVE) {
            throw Cards.conflict(card, "PIN change");
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
