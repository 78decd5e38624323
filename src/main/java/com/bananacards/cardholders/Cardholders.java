package com.bananacards.cardholders;

import com.bananacards.bananatech.Bananatech;
import com.bananacards.http.Conditions;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.Problem;
import com.bananacards.journal.Line;
import com.bananacards.operations.Blockers;
import com.bananacards.operations.CallOutcome;
import com.bananacards.operations.Intent;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.Plan;
import com.bananacards.operations.Planned;
import com.bananacards.operations.Reason;
import com.bananacards.security.Caller;
import com.bananacards.security.Owned;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Registers cardholders and shows them. A caller sees only what is theirs. */
@ApplicationScoped
public class Cardholders {

    private final RegistrationRules rules;
    private final Bananatech bananatech;
    private final Clock clock;

    @Inject
    Cardholders(RegistrationRules rules, Bananatech bananatech, Clock clock) {
        this.rules = rules;
        this.bananatech = bananatech;
        this.clock = clock;
    }

    /** Registers a person with the issuer. The decision comes later. */
    Uni<Plan> register(RegisterRequest request) {
        return rules.faults(request.registration())
                .map(faults -> new Plan(
                        OperationKind.CARDHOLDER_REGISTER,
                        (caller, blockers) -> register(request, faults, blockers)));
    }

    private Uni<Planned> register(
            RegisterRequest request, List<Problem> faults, Blockers blockers) {
        faults.forEach(blockers::add);
        Cardholder cardholder =
                new Cardholder(request.email(), request.templateId(), clock.instant());
        Intent intent = Intent.ofCardholder(
                OperationKind.CARDHOLDER_REGISTER, cardholder.id, request.templateId(), null);
        return cardholder
                .persistAndFlush()
                .replaceWith(Planned.of(intent, () -> bananatech.register(request.registration()))
                        .with(outcome -> recordCall(cardholder.id, outcome)));
    }

    private Uni<List<Line>> recordCall(UUID id, CallOutcome outcome) {
        return lock(id).map(cardholder -> {
            Instant now = clock.instant();
            switch (outcome) {
                case CallOutcome.Taken taken -> taken(cardholder, taken.answer().userId(), now);
                case CallOutcome.Refused(Reason reason) -> reject(cardholder, words(reason), now);
                case CallOutcome.NotSent ignored ->
                    reject(cardholder, "never sent; register again", now);
                case CallOutcome.Lost ignored -> {}
            }
            return List.of(CardholderLines.moved(cardholder, now)
                    .streamed(CardholderLines.UPDATED, CardholderView.of(cardholder)));
        });
    }

    private static void taken(Cardholder cardholder, @Nullable Long userId, Instant now) {
        if (userId != null) {
            cardholder.knownToIssuerAs(userId, now);
        }
    }

    private static void reject(Cardholder cardholder, String why, Instant now) {
        cardholder.apply(new CardholderEvent.Rejected(why), now);
    }

    private static String words(Reason reason) {
        return reason.issuer() == null ? reason.code() : reason.issuer();
    }

    /** @throws Problem {@code not_found}, also for another */
    Uni<CardholderView> get(Caller caller, UUID id) {
        return Owned.CARDHOLDERS.find(Cardholder.class, caller, id).map(CardholderView::of);
    }

    Uni<Page<CardholderView>> list(
            Caller caller,
            Optional<CardholderStatus> status,
            Optional<String> email,
            Paging paging) {
        Conditions conditions = Conditions.none().where("status", status).where("email", email);
        return Owned.CARDHOLDERS
                .page(Cardholder.class, caller, conditions, paging)
                .map(rows -> Page.of(
                        rows, paging.limit(), row -> Paging.cursor(row.id), CardholderView::of));
    }

    /** The cardholder locked for a command, or null. Runs within the caller's transaction. */
    public Uni<@Nullable Cardholder> lock(UUID id) {
        return Cardholder.<Cardholder>find("id", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** The cardholders of these numbers and ids, locked in the order of their ids. */
    public Uni<List<Cardholder>> lock(Collection<Long> issuerUserIds, Collection<UUID> ids) {
        if (issuerUserIds.isEmpty() && ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Cardholder.<Cardholder>find(
                        "issuerUserId in ?1 or id in ?2 order by id",
                        issuerUserIds.isEmpty() ? List.of(-1L) : issuerUserIds,
                        ids.isEmpty() ? List.of(new UUID(0, 0)) : ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
