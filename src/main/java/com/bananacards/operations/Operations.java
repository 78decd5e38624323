package com.bananacards.operations;

import com.bananacards.http.Conditions;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.WaitPreference;
import com.bananacards.security.Caller;
import com.bananacards.security.Owned;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The operations that a caller may see. */
@ApplicationScoped
public class Operations {

    private final OperationWaits waits;
    private final Nudges nudges;

    @Inject
    Operations(OperationWaits waits, Nudges nudges) {
        this.waits = waits;
        this.nudges = nudges;
    }

    /** What a list is narrowed to. */
    record Filter(
            Optional<OperationStatus> status,
            Optional<OperationKind> kind,
            Optional<UUID> cardId,
            Optional<UUID> cardholderId) {}

    /** One that waits long for its next check gets it soon. @throws Problem {@code not_found}, also for another's */
    Uni<Operation> find(Caller caller, UUID id) {
        return Owned.OPERATIONS.find(Operation.class, caller, id).call(nudges::seen);
    }

    /** The operation once it is settled, or when the wait is over. */
    Uni<Operation> await(Caller caller, UUID id, WaitPreference wait) {
        return find(caller, id)
                .chain(found -> found.status.isSettled()
                        ? Uni.createFrom().item(found)
                        : waits.settled(id, wait.atMost()));
    }

    Uni<Page<OperationView>> list(Caller caller, Filter filter, Paging paging) {
        Conditions conditions = Conditions.none()
                .literally("status", filter.status())
                .where("kind", filter.kind())
                .where("cardId", filter.cardId())
                .where("cardholderId", filter.cardholderId());
        return Owned.OPERATIONS
                .page(Operation.class, caller, conditions, paging)
                .map(rows -> Page.of(
                        rows, paging.limit(), row -> Paging.cursor(row.id), OperationView::of));
    }

    /** For an operator's search. */
    public Uni<List<OperationView>> byId(UUID id) {
        return search("id = ?1", id, 1);
    }

    /** By the number with which the issuer's answer, or its transaction, named it; newest first. */
    public Uni<List<OperationView>> byIssuerNumber(long number, int most) {
        return search("issuerRef = ?1 or issuerTransactionId = ?1 order by id desc", number, most);
    }

    private static Uni<List<OperationView>> search(String condition, Object value, int most) {
        return Panache.withSession(() -> Operation.<Operation>find(condition, value)
                .range(0, most - 1)
                .list()
                .map(found -> found.stream().map(OperationView::of).toList()));
    }
}
