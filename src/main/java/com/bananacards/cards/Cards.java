package com.bananacards.cards;

import com.bananacards.bananatech.Accepted;
import com.bananacards.bananatech.Alteration;
import com.bananacards.bananatech.Bananatech;
import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.Template;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.money.Fees;
import com.bananacards.money.Money;
import com.bananacards.operations.Blockers;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationRows;
import com.bananacards.operations.Plan;
import com.bananacards.operations.Planned;
import com.bananacards.security.Caller;
import com.bananacards.security.Owned;
import com.bananacards.sensitive.Pin;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What can be asked of a card. Each command is checked, recorded, sent once, and settled by what the issuer says. */
@ApplicationScoped
public class Cards {

    private final Bananatech bananatech;
    private final Templates templates;
    private final Fees fees;
    private final Baselines baselines;

    @Inject
    Cards(Bananatech bananatech, Templates templates, Fees fees, Baselines baselines) {
        this.bananatech = bananatech;
        this.templates = templates;
        this.fees = fees;
        this.baselines = baselines;
    }

    /** A card and how the issuer names it. */
    public record Ready(Card card, CardRef ref) {}

    /** Activates a card; a physical one with a PIN. */
    Plan activate(UUID cardId, PinRequest request) {
        return change(
                cardId,
                OperationKind.CARD_ACTIVATE,
                request.warnings(),
                ref -> bananatech.updateStatus(ref, Alteration.ACTIVATE, request.pin()));
    }

    /** Asks the issuer to lock the card. The status changes when the issuer's webhook confirms it. */
    Plan lock(UUID cardId) {
        return change(cardId, OperationKind.CARD_LOCK, List.of(), alter(Alteration.LOCK));
    }

    /** Asks the issuer to unlock the card. */
    Plan unlock(UUID cardId) {
        return change(cardId, OperationKind.CARD_UNLOCK, List.of(), alter(Alteration.UNLOCK));
    }

    /** Asks the issuer to close the card for good and to return its balance, less the fee for that. */
    Uni<Plan> close(UUID cardId) {
        return templates
                .known()
                .map(known -> new Plan(
                        OperationKind.CARD_CLOSE,
                        (caller, blockers) -> ready(
                                        caller, cardId, OperationKind.CARD_CLOSE, blockers)
                                .map(ready -> closing(ready, known))))
                .map(plan -> plan.measuring(() -> baselines.of(cardId)));
    }

    private Planned closing(Ready ready, Optional<List<Template>> known) {
        Card card = ready.card();
        Money rest = card.balance();
        Money fee = known.flatMap(all -> Templates.named(all, card.templateId))
                .map(template -> fees.on(rest, template.fees().refund()))
                .map(full -> full.compareTo(rest) > 0 ? rest : full)
                .orElse(null);
        Intent intent = Intent.ofCard(
                        OperationKind.CARD_CLOSE, card.cardholderId, card.id, List.of())
                .costing(null, fee == null || fee.amount().signum() == 0 ? null : fee);
        return Planned.of(intent, () -> alter(Alteration.CLOSE).apply(ready.ref()))
                .leaving(Money.zero(rest.currency()));
    }

    private Function<CardRef, Uni<Accepted>> alter(Alteration alteration) {
        return ref -> bananatech.updateStatus(ref, alteration, null);
    }

    private static Plan change(
            UUID cardId,
            OperationKind kind,
            List<String> warnings,
            Function<CardRef, Uni<Accepted>> call) {
        return new Plan(
                kind,
                (caller, blockers) -> ready(caller, cardId, kind, blockers).map(ready -> {
                    Intent intent =
                            Intent.ofCard(kind, ready.card().cardholderId, cardId, warnings);
                    return Planned.of(intent, () -> call.apply(ready.ref()));
                }));
    }

    /**
     * The card, locked, when its status allows the operation and no other is open. Runs within the caller's
     * transaction.
     *
     * @param blockers gets {@code card_status_conflict}, {@code operation_in_progress}
     * @throws Problem {@code not_found}
     */
    public static Uni<Ready> ready(
            Caller caller, UUID cardId, OperationKind kind, Blockers blockers) {
        return Owned.CARDS
                .lock(Card.class, caller, cardId)
                .invoke(card -> allowed(card, kind, blockers))
                .call(card -> nothingOpen(card, blockers))
                .chain(card ->
                        owner(card).map(owner -> new Ready(card, card.ref(issuerUserId(owner)))));
    }

    static Uni<Void> nothingOpen(Card card, Blockers blockers) {
        return OperationRows.lockOpen(List.of(card.id), List.of())
                .invoke(open -> open.stream()
                        .filter(blockers::isInTheWay)
                        .findFirst()
                        .ifPresent(one -> blockers.add(inProgress(one))))
                .replaceWithVoid();
    }

    static Problem inProgress(Operation open) {
        return Problem.of(ProblemType.OPERATION_IN_PROGRESS).operation(open.id());
    }

    /** Sets another PIN. Nothing is left open: it is done, refused, not sent, or the caller sets it again. */
    Uni<Void> setPin(CardRef ref, Pin pin) {
        return bananatech.setPin(ref, pin);
    }

    /**
     * The card, locked, or null. Runs within the caller's transaction. What is changed of it is kept by {@link
     * #write} alone.
     */
    public static Uni<@Nullable Card> locked(UUID cardId) {
        return CardRows.lock(cardId);
    }

    /** Writes a card that was {@link #locked}, when it was changed. */
    public static Uni<Void> write(Card card) {
        return card.isChanged()
                ? CardRows.write(List.of(card))
                : Uni.createFrom().voidItem();
    }

    static Uni<Cardholder> owner(Card card) {
        return Cardholder.<Cardholder>findById(card.cardholderId);
    }

    private static void allowed(Card card, OperationKind kind, Blockers blockers) {
        if (!card.allowed().contains(kind)) {
            blockers.add(conflict(card, kind.name()));
        }
    }

    static Problem conflict(Card card, String wanted) {
        return Problem.of(
                        ProblemType.CARD_STATUS_CONFLICT,
                        "The card is " + card.status + ": no " + wanted + " now.")
                .with("allowed", card.allowed());
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
