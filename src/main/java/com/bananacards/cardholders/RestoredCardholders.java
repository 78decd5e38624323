package com.bananacards.cardholders;

import com.bananacards.bananatech.IssuerFact.UserCreateResult;
import com.bananacards.bananatech.IssuerReads.IssuerUser;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.PastOperations;
import com.bananacards.operations.Telling;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Puts cardholders in place whom the issuer's list of users has and this database does not. */
@ApplicationScoped
public class RestoredCardholders {

    private static final String WITNESS = "users";

    private final Journal journal;
    private final Clock clock;

    @Inject
    RestoredCardholders(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** A cardholder and the issuer's number of them. */
    public record Numbered(UUID id, long userId) {}

    /** The cardholders that have a number, by id, from this one on. */
    public Uni<List<Numbered>> after(@Nullable UUID id, int limit) {
        return Panache.withSession(() -> Cardholder.<Cardholder>find(
                        "issuerUserId is not null and id > ?1 order by id",
                        id == null ? new UUID(0, 0) : id)
                .range(0, limit - 1)
                .list()
                .map(found -> found.stream()
                        .map(one -> new Numbered(one.id, Objects.requireNonNull(one.issuerUserId)))
                        .toList()));
    }

    /**
     * Puts a user in place as a cardholder on whom nobody has decided: the decision's own record has its reason. One
     * that is known is left alone, and so is one whose registration here has not been answered yet.
     *
     * @return why it can't be done; empty when it was done, or need not be
     */
    public Uni<Optional<String>> restore(IssuerUser user) {
        String email = user.email();
        if (email == null || !RegisterRequest.isKeepable(email)) {
            return Uni.createFrom()
                    .item(Optional.of("user " + user.userId() + ": no e-mail address to keep"));
        }
        return Panache.withTransaction(() -> Cardholder.count(
                        "issuerUserId = ?1 or (issuerUserId is null and email = ?2 and status ="
                                + " ?3)",
                        user.userId(),
                        email,
                        CardholderStatus.PENDING)
                .chain(known -> known > 0 ? Uni.createFrom().voidItem() : put(user, email))
                .replaceWith(Optional.empty()));
    }

    private Uni<Void> put(IssuerUser user, String email) {
        Instant now = clock.instant();
        Instant listed = user.createdAt();
        Cardholder cardholder = Cardholder.restored(
                user.userId(),
                email,
                user.templateId(),
                listed == null || listed.isAfter(now) ? now : listed);
        Line line = CardholderLines.about(
                        cardholder,
                        now,
                        "CardholderRestored",
                        "was restored from the issuer's list of users")
                .streamed(CardholderLines.UPDATED, CardholderView.of(cardholder));
        return cardholder.persistAndFlush().chain(() -> journal.append(List.of(line)));
    }

    /**
     * Gives a restored cardholder the registration of which no record told, with the decision that the list shows;
     * without one it stays open, and settlement asks.
     */
    public Uni<Void> decide(IssuerUser user) {
        return Panache.withTransaction(() -> locked(user.userId()).chain(cardholder -> {
            if (cardholder == null) {
                return Uni.createFrom().voidItem();
            }
            return Operation.count(
                            "cardholderId = ?1 and kind = ?2",
                            cardholder.id,
                            OperationKind.CARDHOLDER_REGISTER)
                    .chain(known ->
                            known > 0 ? Uni.createFrom().voidItem() : register(cardholder, user));
        }));
    }

    private static Uni<@Nullable Cardholder> locked(long userId) {
        return Cardholder.<Cardholder>find("issuerUserId", userId)
                .withLock(jakarta.persistence.LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    private Uni<Void> register(Cardholder cardholder, IssuerUser user) {
        Telling telling = new Telling(null, WITNESS, cardholder.createdAt, new ArrayList<>());
        Operation operation = PastOperations.taken(
                registration(cardholder), null, cardholder.createdAt, clock.instant());
        Boolean approved = decision(cardholder, user);
        if (approved != null) {
            CardholderFacts.apply(
                    new UserCreateResult(user.userId(), approved, words(cardholder), null),
                    cardholder,
                    operation,
                    telling);
        }
        return operation
                .persist()
                .chain(() -> Panache.flush())
                .chain(() -> journal.append(telling.lines()));
    }

    /** The issuer's own, where a webhook or record brought them without finding a registration. */
    private static @Nullable String words(Cardholder cardholder) {
        return CardholderFacts.NO_REASON.equals(cardholder.reason) ? null : cardholder.reason;
    }

    /** What was decided here already, by a webhook or its record, counts before the list. */
    private static @Nullable Boolean decision(Cardholder cardholder, IssuerUser user) {
        return cardholder.status == CardholderStatus.PENDING
                ? user.approved()
                : Boolean.valueOf(cardholder.isApproved());
    }

    /** What a cardholder once asked for. */
    public static Intent registration(Cardholder cardholder) {
        return Intent.ofCardholder(
                OperationKind.CARDHOLDER_REGISTER, cardholder.id, cardholder.templateId, null);
    }
}
