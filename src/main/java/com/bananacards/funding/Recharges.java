package com.bananacards.funding;

import com.bananacards.bananatech.Bananatech;
import com.bananacards.bananatech.Template;
import com.bananacards.cards.AmountLimits;
import com.bananacards.cards.Baselines;
import com.bananacards.cards.Card;
import com.bananacards.cards.Cards;
import com.bananacards.cards.Templates;
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
import com.bananacards.operations.Resumption;
import com.bananacards.security.Caller;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves money from the merchant's account to cards. A recharge is sent once: the issuer knows no idempotency key, so
 * one that got no answer is asked about, never repeated.
 */
@ApplicationScoped
class Recharges implements Resumption {

    private final Bananatech bananatech;
    private final Templates templates;
    private final Accounts accounts;
    private final Fees fees;
    private final Baselines baselines;

    @Inject
    Recharges(
            Bananatech bananatech,
            Templates templates,
            Accounts accounts,
            Fees fees,
            Baselines baselines) {
        this.bananatech = bananatech;
        this.templates = templates;
        this.accounts = accounts;
        this.fees = fees;
        this.baselines = baselines;
    }

    /** Recharges a card. Goes on when the templates can't be read: then the issuer itself holds its limits. */
    Uni<Plan> recharge(UUID cardId, Money amount) {
        return templates
                .known()
                .map(known -> new Plan(
                        OperationKind.CARD_RECHARGE,
                        (caller, blockers) -> check(cardId, amount, known, caller, blockers)))
                .map(plan -> plan.measuring(() -> baselines.of(cardId)));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.CARD_RECHARGE;
    }

    @Override
    public Uni<Plan> plan(Operation held) {
        return recharge(
                Objects.requireNonNull(held.cardId()), Objects.requireNonNull(held.amount()));
    }

    /** The same for a rehearsal, which also looks at what the merchant's account holds. */
    Uni<Plan> rehearsal(UUID cardId, Money amount) {
        return recharge(cardId, amount)
                .chain(plan -> accounts.lastKnown()
                        .map(account -> new Plan(
                                plan.kind(),
                                (caller, blockers) -> plan.checks()
                                        .run(caller, blockers)
                                        .invoke(planned -> covered(planned, account, blockers)))));
    }

    private static void covered(Planned planned, Optional<Account> account, Blockers blockers) {
        Money amount = planned.intent().amount();
        Money fee = planned.intent().fee();
        account.filter(known -> amount != null && known.isShortOf(amount, fee))
                .ifPresent(known -> blockers.add(Problem.of(
                        ProblemType.AMOUNT_OUT_OF_LIMITS,
                        "The merchant's account holds " + known.balance().text()
                                + ", less than amount and fee.")));
    }

    private Uni<Planned> check(
            UUID cardId,
            Money amount,
            Optional<List<Template>> known,
            Caller caller,
            Blockers blockers) {
        return Cards.ready(caller, cardId, OperationKind.CARD_RECHARGE, blockers)
                .chain(ready -> OperationRows.isFunded(cardId).map(funded -> {
                    Optional<Template> template = known.flatMap(
                            all -> Templates.named(all, ready.card().templateId()));
                    template.flatMap(found -> AmountLimits.fault(found, amount, !funded, "/amount"))
                            .ifPresent(blockers::add);
                    return planned(ready, amount, template.map(this::rate).orElse(null));
                }));
    }

    private java.math.@Nullable BigDecimal rate(Template template) {
        return template.fees().recharge();
    }

    private Planned planned(Cards.Ready ready, Money amount, java.math.@Nullable BigDecimal rate) {
        Card card = ready.card();
        Intent intent = Intent.ofCard(
                        OperationKind.CARD_RECHARGE, card.cardholderId(), card.id(), List.of())
                .costing(amount, fees.on(amount, rate));
        return Planned.of(intent, () -> bananatech.recharge(ready.ref(), amount))
                .leaving(card.balance().plus(amount));
    }
}
