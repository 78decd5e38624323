package com.bananacards.cards;

import com.bananacards.bananatech.Accepted;
import com.bananacards.bananatech.Alteration;
import com.bananacards.bananatech.Bananatech;
import com.bananacards.bananatech.CardRef;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.Cardholders;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.operations.CommandAnswer;
import com.bananacards.operations.Commands;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationRows;
import com.bananacards.operations.Origin;
import com.bananacards.operations.PanTrace;
import com.bananacards.operations.Planned;
import com.bananacards.security.Caller;
import com.bananacards.sensitive.Fingerprints;
import com.bananacards.sensitive.Pin;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What can be asked of cards. Each command is checked, recorded, sent once, and settled by what the issuer says. */
@ApplicationScoped
public class Cards {

    private final Commands commands;
    private final Bananatech bananatech;
    private final Cardholders cardholders;
    private final Fingerprints fingerprints;
    private final Templates templates;

    @Inject
    Cards(
            Commands commands,
            Bananatech bananatech,
            Cardholders cardholders,
            Fingerprints fingerprints,
            Templates templates) {
        this.commands = commands;
        this.bananatech = bananatech;
        this.cardholders = cardholders;
        this.fingerprints = fingerprints;
        this.templates = templates;
    }

    /** A card and its owner, locked, with nothing in the way. */
    public record Ready(Card card, CardRef ref) {}

    /** Assigns a physical card. The card exists when the issuer's webhook says so. */
    Uni<CommandAnswer> assign(Origin origin, AssignRequest request) {
        PanTrace pan = PanTrace.of(request.cardNumber(), fingerprints);
        // Asked before the transaction begins: never a call within one.
        return templates
                .check(request.templateId(), CardType.PHYSICAL)
                .chain(() -> commands.run(origin, () -> plan(origin.caller(), request, pan)));
    }

    private Uni<Planned> plan(Caller caller, AssignRequest request, PanTrace pan) {
        return cardholders
                .lock(request.cardholderId())
                .map(found -> approved(caller, found))
                .call(cardholder -> nothingOpen(cardholder, OperationKind.CARD_ASSIGN))
                .call(cardholder -> numberIsNew(pan))
                .map(cardholder -> planAssignment(cardholder, request, pan));
    }

    private Planned planAssignment(Cardholder cardholder, AssignRequest request, PanTrace pan) {
        Intent intent = Intent.ofCardholder(
                OperationKind.CARD_ASSIGN, cardholder.id(), request.templateId(), pan);
        long userId = issuerUserId(cardholder);
        return Planned.of(
                intent,
                () -> bananatech.assign(userId, request.templateId(), request.cardNumber()));
    }

    /** Activates a card; a physical one with a PIN. */
    Uni<CommandAnswer> activate(Origin origin, UUID cardId, PinRequest request) {
        return change(
                origin,
                cardId,
                OperationKind.CARD_ACTIVATE,
                request.warnings(),
                ref -> bananatech.updateStatus(ref, Alteration.ACTIVATE, request.pin()));
    }

    /** Asks the issuer to lock the card. The status changes when the issuer's webhook confirms it. */
    Uni<CommandAnswer> lock(Origin origin, UUID cardId) {
        return change(origin, cardId, OperationKind.CARD_LOCK, List.of(), alter(Alteration.LOCK));
    }

    /** Asks the issuer to unlock the card. */
    Uni<CommandAnswer> unlock(Origin origin, UUID cardId) {
        return change(
                origin, cardId, OperationKind.CARD_UNLOCK, List.of(), alter(Alteration.UNLOCK));
    }

    /** Asks the issuer to close the card for good and to return its balance. */
    Uni<CommandAnswer> close(Origin origin, UUID cardId) {
        return change(origin, cardId, OperationKind.CARD_CLOSE, List.of(), alter(Alteration.CLOSE));
    }

    private Function<CardRef, Uni<Accepted>> alter(Alteration alteration) {
        return ref -> bananatech.updateStatus(ref, alteration, null);
    }

    private Uni<CommandAnswer> change(
            Origin origin,
            UUID cardId,
            OperationKind kind,
            List<String> warnings,
            Function<CardRef, Uni<Accepted>> call) {
        return commands.run(
                origin,
                () -> ready(origin.caller(), cardId, kind).map(ready -> {
                    Intent intent =
                            Intent.ofCard(kind, ready.card().cardholderId, cardId, warnings);
                    return Planned.of(intent, () -> call.apply(ready.ref()));
                }));
    }

    /**
     * The card, locked, when its status allows the operation and no other is open. Runs within the caller's
     * transaction.
     *
     * @throws Problem {@code not_found}, {@code card_status_conflict}, {@code operation_in_progress}
     */
    public Uni<Ready> ready(Caller caller, UUID cardId, OperationKind kind) {
        return lock(caller, cardId)
                .invoke(card -> allowed(card, kind))
                .call(card -> OperationRows.lockOpen(List.of(card.id), List.of())
                        .invoke(Cards::nothingInTheWay))
                .chain(card ->
                        owner(card).map(owner -> new Ready(card, card.ref(issuerUserId(owner)))));
    }

    /** Sets another PIN. Nothing is left open: it is done, refused, not sent, or the caller sets it again. */
    Uni<Void> setPin(CardRef ref, Pin pin) {
        return bananatech.setPin(ref, pin);
    }

    private static Uni<Card> lock(Caller caller, UUID cardId) {
        return Card.<Card>find("id", cardId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(card -> visible(caller, card));
    }

    static Card visible(Caller caller, @Nullable Card card) {
        if (card == null || !caller.maySee(card.cardholderId)) {
            throw Problem.of(ProblemType.NOT_FOUND);
        }
        return card;
    }

    static Uni<Cardholder> owner(Card card) {
        return Cardholder.<Cardholder>findById(card.cardholderId);
    }

    private static void allowed(Card card, OperationKind kind) {
        if (!card.allowed().contains(kind)) {
            throw conflict(card, kind.name());
        }
    }

    static Problem conflict(Card card, String wanted) {
        return Problem.of(
                        ProblemType.CARD_STATUS_CONFLICT,
                        "The card is " + card.status + ": no " + wanted + " now.")
                .with("allowed", card.allowed());
    }

    private static void nothingInTheWay(List<Operation> open) {
        if (!open.isEmpty()) {
            throw Problem.of(ProblemType.OPERATION_IN_PROGRESS)
                    .operation(open.getFirst().id());
        }
    }

    private static Cardholder approved(Caller caller, @Nullable Cardholder cardholder) {
        if (cardholder == null || !caller.maySee(cardholder.id())) {
            throw Problem.of(ProblemType.UNKNOWN_CARDHOLDER);
        }
        if (!cardholder.isApproved()) {
            throw Problem.of(
                    ProblemType.CARDHOLDER_NOT_APPROVED,
                    "The cardholder is " + cardholder.status() + ", not APPROVED.");
        }
        return cardholder;
    }

    private static Uni<Void> nothingOpen(Cardholder cardholder, OperationKind kind) {
        return OperationRows.lockOpen(List.of(), List.of(cardholder.id()))
                .invoke(open -> nothingInTheWay(
                        open.stream().filter(one -> one.kind() == kind).toList()))
                .replaceWithVoid();
    }

    private static Uni<Void> numberIsNew(PanTrace pan) {
        return Card.count("panFingerprint", (Object) pan.fingerprint())
                .invoke(count -> {
                    if (count > 0) {
                        throw Problem.of(ProblemType.CARD_ALREADY_ASSIGNED);
                    }
                })
                .replaceWithVoid();
    }

    static long issuerUserId(Cardholder cardholder) {
        Long number = cardholder.issuerUserId();
        if (number == null) {
            throw Problem.of(
                    ProblemType.CARDHOLDER_NOT_APPROVED,
                    "The issuer has not yet given the cardholder a number.");
        }
        return number;
    }
}
