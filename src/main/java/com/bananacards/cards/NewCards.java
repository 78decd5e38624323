package com.bananacards.cards;

import com.bananacards.bananatech.Bananatech;
import com.bananacards.bananatech.Template;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.Cardholders;
import com.bananacards.http.FieldError;
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
import com.bananacards.operations.SeenPan;
import com.bananacards.security.Caller;
import com.bananacards.sensitive.Fingerprints;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Assigns physical cards and applies for virtual ones. A card exists when the issuer says so, not before. */
@ApplicationScoped
class NewCards implements Resumption {

    private final Bananatech bananatech;
    private final Cardholders cardholders;
    private final Fingerprints fingerprints;
    private final CardNumbers numbers;
    private final Templates templates;
    private final Fees fees;
    private final Baselines baselines;

    @Inject
    NewCards(
            Bananatech bananatech,
            Cardholders cardholders,
            Fingerprints fingerprints,
            CardNumbers numbers,
            Templates templates,
            Fees fees,
            Baselines baselines) {
        this.bananatech = bananatech;
        this.cardholders = cardholders;
        this.fingerprints = fingerprints;
        this.numbers = numbers;
        this.templates = templates;
        this.fees = fees;
        this.baselines = baselines;
    }

    /**
     * Assigns a physical card. Goes on when the templates can't be read: the check only saves a call, and the issuer
     * itself refuses what does not fit.
     */
    Uni<Plan> assign(AssignRequest request) {
        SeenPan pan = SeenPan.of(request.cardNumber(), fingerprints);
        return numbers.renew(pan)
                .chain(templates::known)
                .map(known -> new Plan(
                        OperationKind.CARD_ASSIGN,
                        (caller, blockers) -> assign(request, pan, known, caller, blockers)));
    }

    private Uni<Planned> assign(
            AssignRequest request,
            SeenPan pan,
            Optional<List<Template>> known,
            Caller caller,
            Blockers blockers) {
        Optional<Template> template = known.flatMap(
                all -> Templates.find(all, request.templateId(), CardType.PHYSICAL, blockers));
        return owner(request.cardholderId(), caller, blockers)
                .call(owner -> nothingOpen(owner, OperationKind.CARD_ASSIGN, one -> true, blockers))
                .call(owner -> numberIsNew(pan, blockers))
                .map(owner -> {
                    Intent intent = Intent.ofCardholder(
                                    OperationKind.CARD_ASSIGN,
                                    owner.id(),
                                    request.templateId(),
                                    pan.trace())
                            .costing(null, template.map(this::fee).orElse(null));
                    return Planned.of(
                            intent,
                            () -> bananatech.assign(
                                    Cards.issuerUserId(owner),
                                    request.templateId(),
                                    request.cardNumber()));
                });
    }

    /**
     * Applies for a virtual card. Its template must be readable: it says what the card needs and costs. That it is not is
     * told where the plan is made: an earlier answer under the same key is given all the same.
     */
    Uni<Plan> apply(ApplyRequest request) {
        return templates
                .known()
                .map(known -> new Plan(
                        OperationKind.CARD_APPLY,
                        (caller, blockers) -> apply(request, known, caller, blockers)))
                .map(plan -> plan.measuring(baselines::ofAccount));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.CARD_APPLY;
    }

    @Override
    public Uni<Plan> plan(Operation held) {
        return apply(new ApplyRequest(
                held.cardholderId(), Objects.requireNonNull(held.templateId()), held.amount()));
    }

    private Uni<Planned> apply(
            ApplyRequest request,
            Optional<List<Template>> known,
            Caller caller,
            Blockers blockers) {
        if (known.isEmpty()) {
            blockers.add(Templates.unreadable());
        }
        Optional<Template> template = known.flatMap(
                all -> Templates.find(all, request.templateId(), CardType.VIRTUAL, blockers));
        template.ifPresent(found -> depositFits(found, request.deposit(), blockers));
        return owner(request.cardholderId(), caller, blockers)
                .call(owner -> nothingOpen(
                        owner,
                        OperationKind.CARD_APPLY,
                        one -> Objects.equals(one.templateId(), request.templateId()),
                        blockers))
                .map(owner -> planned(owner, request, template));
    }

    private Planned planned(Cardholder owner, ApplyRequest request, Optional<Template> template) {
        Money deposit = request.deposit();
        Intent intent = Intent.ofCardholder(
                        OperationKind.CARD_APPLY, owner.id(), request.templateId(), null)
                .costing(deposit, template.map(this::fee).orElse(null))
                .activated(template.map(Template::needsActivation).orElse(false));
        Planned planned = Planned.of(
                intent,
                () -> bananatech.apply(Cards.issuerUserId(owner), request.templateId(), deposit));
        return deposit == null ? planned : planned.leaving(deposit);
    }

    private @Nullable Money fee(Template template) {
        Money fee = fees.flat(template.fees().apply());
        return fee == null || fee.amount().signum() == 0 ? null : fee;
    }

    private static void depositFits(Template template, @Nullable Money deposit, Blockers blockers) {
        if (template.requiresInitialDeposit() && deposit == null) {
            blockers.add(requirement(template, "/deposit_amount", "is required by this template"));
        } else if (!template.requiresInitialDeposit() && deposit != null) {
            blockers.add(Problem.invalid(
                    "/deposit_amount", "not_allowed", "this template takes no deposit"));
        } else if (deposit != null) {
            AmountLimits.fault(template, deposit, true, "/deposit_amount").ifPresent(blockers::add);
        }
    }

    static Problem requirement(Template template, String pointer, String detail) {
        return Problem.of(
                        ProblemType.TEMPLATE_REQUIREMENT,
                        "Template " + template.id() + " needs " + pointer.substring(1) + ".")
                .with("errors", List.of(new FieldError(pointer, "required", detail)));
    }

    private Uni<Cardholder> owner(UUID id, Caller caller, Blockers blockers) {
        caller.narrowed(Optional.of(id));
        return cardholders.lock(id).map(found -> approved(found, blockers));
    }

    private static Cardholder approved(@Nullable Cardholder cardholder, Blockers blockers) {
        if (cardholder == null) {
            throw Problem.of(ProblemType.UNKNOWN_CARDHOLDER);
        }
        if (!cardholder.isApproved()) {
            blockers.add(Problem.of(
                    ProblemType.CARDHOLDER_NOT_APPROVED,
                    "The cardholder is " + cardholder.status() + ", not APPROVED."));
        }
        return cardholder;
    }

    private static Uni<Void> nothingOpen(
            Cardholder owner, OperationKind kind, Predicate<Operation> alike, Blockers blockers) {
        return OperationRows.lockOpen(List.of(), List.of(owner.id()))
                .invoke(open -> open.stream()
                        .filter(one -> one.kind() == kind)
                        .filter(alike.and(blockers::isInTheWay))
                        .findFirst()
                        .ifPresent(one -> blockers.add(Cards.inProgress(one))))
                .replaceWithVoid();
    }

    private Uni<Void> numberIsNew(SeenPan pan, Blockers blockers) {
        return numbers.isTaken(pan)
                .invoke(taken -> {
                    if (taken) {
                        blockers.add(Problem.of(ProblemType.CARD_ALREADY_ASSIGNED));
                    }
                })
                .replaceWithVoid();
    }
}
