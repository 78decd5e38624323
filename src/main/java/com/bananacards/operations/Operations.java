package com.bananacards.operations;

import com.bananacards.http.Conditions;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.WaitPreference;
import com.bananacards.security.Caller;
import com.bananacards.security.Owned;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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
                .where("status", filter.status())
                .where("kind", filter.kind())
                .where("cardId", filter.cardId())
                .where("cardholderId", filter.cardholderId());
        return Owned.OPERATIONS
                .page(Operation.class, caller, conditions, paging)
                .map(rows -> Page.of(
                        rows, paging.limit(), row -> Paging.cursor(row.id), OperationView::of));
    }
}
