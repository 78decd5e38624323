package com.bananacards.cardholders;

import com.bananacards.bananatech.IssuerFact.UserCreateResult;
import com.bananacards.bananatech.IssuerReads.IssuerUser;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationRows;
import com.bananacards.operations.Reason;
import com.bananacards.operations.Telling;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Settles registrations by the issuer's own list of users. */
@ApplicationScoped
public class Registrations {

    private static final String WITNESS = "users";

    private final Cardholders cardholders;
    private final Journal journal;
    private final Clock clock;

    @Inject
    Registrations(Cardholders cardholders, Journal journal, Clock clock) {
        this.cardholders = cardholders;
        this.journal = journal;
        this.clock = clock;
    }

    /** What the list says of a registration. */
    public enum Seen {
        DECIDED,
        /** The issuer knows the person and has not decided; or more than one person fits. */
        WAITING,
        NO_TRACE
    }

    public Uni<String> email(UUID cardholderId) {
        return Panache.withSession(() -> Cardholder.<Cardholder>findById(cardholderId))
                .map(Cardholder::email);
    }

    /** Applies what the list says. A user is taken for this registration only when no other one fits. */
    public Uni<Seen> seen(UUID operationId, UUID cardholderId, List<IssuerUser> users) {
        return Panache.withTransaction(() -> cardholders
                .lock(cardholderId)
                .map(Objects::requireNonNull)
                .chain(cardholder -> candidates(cardholder, users)
                        .chain(fitting -> seen(operationId, cardholder, fitting))));
    }

    private Uni<Seen> seen(UUID operationId, Cardholder cardholder, List<IssuerUser> fitting) {
        if (fitting.size() != 1) {
            return Uni.createFrom().item(fitting.isEmpty() ? Seen.NO_TRACE : Seen.WAITING);
        }
        IssuerUser user = fitting.getFirst();
        Telling telling = new Telling(null, WITNESS, clock.instant(), new ArrayList<>());
        if (cardholder.issuerUserId == null) {
            cardholder.knownToIssuerAs(user.userId(), telling.now());
            telling.tell(
                    CardholderLines.about(
                            cardholder,
                            telling.now(),
                            "CardholderFound",
                            "was found at the issuer"),
                    CardholderLines.UPDATED,
                    CardholderView.of(cardholder));
        }
        return OperationRows.lockOpen(List.of(), List.of(cardholder.id))
                .invoke(open -> decide(user, cardholder, registration(operationId, open), telling))
                .chain(() -> Panache.flush())
                .chain(() -> journal.append(telling.lines()))
                .replaceWith(user.approved() == null ? Seen.WAITING : Seen.DECIDED);
    }

    private static void decide(
            IssuerUser user, Cardholder cardholder, List<Operation> registration, Telling telling) {
        Boolean approved = user.approved();
        if (approved != null && !registration.isEmpty()) {
            CardholderFacts.apply(
                    new UserCreateResult(user.userId(), approved, null, null),
                    cardholder,
                    registration.getFirst(),
                    telling);
        } else {
            registration.forEach(one -> one.apply(
                    new OperationEvent.Accepted(), telling.now(), telling.now().plusSeconds(1)));
        }
    }

    private static List<Operation> registration(UUID operationId, List<Operation> open) {
        return open.stream()
                .filter(one -> one.kind() == OperationKind.CARDHOLDER_REGISTER)
                .filter(one -> one.id().equals(operationId))
                .toList();
    }

    /** Users of the same address that are no other cardholder of ours. */
    private static Uni<List<IssuerUser>> candidates(Cardholder cardholder, List<IssuerUser> users) {
        List<IssuerUser> fitting = users.stream()
                .filter(user -> cardholder.issuerUserId == null
                        ? cardholder.email.equalsIgnoreCase(user.email())
                        : cardholder.issuerUserId == user.userId())
                .toList();
        if (fitting.isEmpty()) {
            return Uni.createFrom().item(fitting);
        }
        List<Long> numbers = fitting.stream().map(IssuerUser::userId).toList();
        return Cardholder.<Cardholder>list("issuerUserId in ?1", numbers).map(known -> {
            Set<Long> others = new HashSet<>();
            known.stream()
                    .filter(one -> !one.id.equals(cardholder.id))
                    .forEach(one -> others.add(one.issuerUserId));
            return fitting.stream()
                    .filter(user -> !others.contains(user.userId()))
                    .toList();
        });
    }

    /** The issuer has no trace of it: it failed, and the person may register again. */
    public Uni<Void> notDone(UUID operationId, UUID cardholderId) {
        return Panache.withTransaction(() -> cardholders
                .lock(cardholderId)
                .map(Objects::requireNonNull)
                .chain(cardholder -> OperationRows.lockOpen(List.of(), List.of(cardholderId))
                        .map(open -> notDone(cardholder, registration(operationId, open))))
                .chain(lines -> Panache.flush().chain(() -> journal.append(lines))));
    }

    private List<Line> notDone(Cardholder cardholder, List<Operation> registration) {
        Telling telling = new Telling(null, WITNESS, clock.instant(), new ArrayList<>());
        registration.forEach(one -> {
            telling.settle(
                    one, new OperationEvent.Denied(new Reason("not_carried_out", null)), "unknown");
            cardholder.apply(
                    new CardholderEvent.Rejected("never reached the issuer; register again"),
                    telling.now());
            telling.tell(
                    CardholderLines.moved(cardholder, telling.now()),
                    CardholderLines.UPDATED,
                    CardholderView.of(cardholder));
        });
        return telling.lines();
    }
}
