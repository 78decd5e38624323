package com.bananacards.reconciliation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.bananatech.IssuerReads.IssuerUser;
import com.bananacards.bananatech.IssuerReads.Listed;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.cardholders.Registrations;
import com.bananacards.cardholders.Registrations.Seen;
import com.bananacards.cards.CardEvidence;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Overdue;
import com.bananacards.operations.Reason;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;

/**
 * Asks the issuer about one operation, by what kind it is, and applies what it says. True when that settled it. What
 * moves money is not settled by one witness: {@link MoneyQuestions} asks all there are.
 */
@ApplicationScoped
class Questions {

    private static final String INFORMATION = "card_information";

    private final MoneyQuestions money;
    private final IssuerReads issuer;
    private final Registrations registrations;
    private final CardEvidence cards;
    private final Overdue overdue;
    private final ReconciliationConfig config;
    private final Patience patience;
    private final Clock clock;

    @Inject
    Questions(
            MoneyQuestions money,
            IssuerReads issuer,
            Registrations registrations,
            CardEvidence cards,
            Overdue overdue,
            ReconciliationConfig config,
            OperationsConfig settlement,
            Clock clock) {
        this.money = money;
        this.issuer = issuer;
        this.registrations = registrations;
        this.cards = cards;
        this.overdue = overdue;
        this.config = config;
        this.patience = new Patience(settlement, config);
        this.clock = clock;
    }

    Uni<Boolean> ask(Operation operation) {
        return switch (operation.kind()) {
            case CARDHOLDER_REGISTER -> registration(operation);
            case CARD_ASSIGN -> assignment(operation);
            case CARD_ACTIVATE, CARD_LOCK, CARD_UNLOCK -> statusChange(operation);
            case CARD_CLOSE, CARD_APPLY, CARD_RECHARGE -> money.ask(operation);
        };
    }

    private Uni<Boolean> registration(Operation operation) {
        Instant looked = clock.instant();
        return registrations
                .email(operation.cardholderId())
                .chain(email -> issuer.users(email, 0, config.users())
                        .chain(page -> registrations
                                .seen(operation.id(), operation.cardholderId(), page.rows())
                                .map(seen -> seen == Seen.NO_TRACE && !isWhole(page)
                                        ? Seen.WAITING
                                        : seen)))
                .chain(seen -> switch (seen) {
                    case DECIDED -> Uni.createFrom().item(true);
                    case WAITING -> Uni.createFrom().item(false);
                    case NO_TRACE ->
                        patience.isGivenUp(operation, looked)
                                ? registrations
                                        .notDone(operation.id(), operation.cardholderId())
                                        .replaceWith(true)
                                : Uni.createFrom().item(false);
                });
    }

    /** Who is not among some of the users may be among the others. */
    private boolean isWhole(Listed<IssuerUser> page) {
        return page.unreadable() == 0 && page.sent() < config.users();
    }

    /** The number that the answer named may be the card's: then the issuer knows the card by it. */
    private Uni<Boolean> assignment(Operation operation) {
        Long ref = operation.issuerRef();
        if (ref == null) {
            return Uni.createFrom().item(false);
        }
        return cards.owner(operation.cardholderId())
                .chain(userId -> information(new CardRef(userId, ref))
                        .chain(found -> found == null
                                ? Uni.createFrom().item(false)
                                : cards.assigned(operation, userId, ref)));
    }

    private Uni<Boolean> statusChange(Operation operation) {
        Instant asked = clock.instant();
        return cards.ref(operation)
                .chain(card -> information(card)
                        .chain(found -> found == null
                                ? Uni.createFrom().item(false)
                                : cards.informed(operation, card, found.status(), asked)
                                        .chain(settled ->
                                                settled || !patience.isGivenUp(operation, asked)
                                                        ? Uni.createFrom().item(settled)
                                                        : notDone(operation, found.status()))));
    }

    private Uni<Boolean> notDone(Operation operation, String status) {
        Reason reason = new Reason(CardEvidence.reasonNotDone(operation.kind()), null);
        return overdue.settle(
                        operation.id(),
                        INFORMATION,
                        new OperationEvent.Denied(reason),
                        "still " + status)
                .replaceWith(true);
    }

    private Uni<@Nullable CardInformation> information(CardRef card) {
        return issuer.information(card).onFailure(IssuerRefused.class).recoverWithNull();
    }
}
