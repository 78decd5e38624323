package com.bananacards.webhooks;

import com.bananacards.http.Conditions;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.security.Caller;
import com.bananacards.sensitive.Sealed;
import com.bananacards.sensitive.Sealing;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The inbox for the operator's eyes, and its re-drive. */
@ApplicationScoped
public class Deliveries {

    private final Sealing sealing;
    private final Journal journal;
    private final InboxWorker worker;
    private final Clock clock;

    @Inject
    Deliveries(Sealing sealing, Journal journal, InboxWorker worker, Clock clock) {
        this.sealing = sealing;
        this.journal = journal;
        this.worker = worker;
        this.clock = clock;
    }

    /** What a list is narrowed to. */
    public record Filter(
            Optional<DeliveryStatus> status, Optional<String> type, Optional<Source> source) {}

    public Uni<Page<DeliveryView>> list(Filter filter, Paging paging) {
        Conditions conditions = Conditions.none()
                .where("status", filter.status())
                .where("type", filter.type())
                .where("source", filter.source())
                .after(paging.after());
        return Panache.withSession(
                        () -> Delivery.<Delivery>find(conditions.newestFirst(), conditions.values())
                                .range(0, paging.fetch() - 1)
                                .list())
                .map(rows ->
                        Page.of(rows, paging.limit(), row -> Paging.cursor(row.id), this::view));
    }

    /** @throws Problem {@code not_found} */
    public Uni<DeliveryView> get(UUID id) {
        return Panache.withSession(() -> Delivery.<Delivery>findById(id))
                .map(Deliveries::found)
                .map(this::view);
    }

    /** Tries a delivery again, now. Its effect is had at most once, however often it is replayed. */
    public Uni<DeliveryView> replay(Caller operator, UUID id) {
        return Panache.withTransaction(() -> Delivery.<Delivery>find("id", id)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .firstResult()
                        .map(Deliveries::found)
                        .invoke(delivery -> delivery.replay(clock.instant()))
                        .call(delivery -> journal.append(List.of(line(delivery, operator)))))
                .invoke(worker::wake)
                .map(this::view);
    }

    private Line line(Delivery delivery, Caller operator) {
        Instant now = clock.instant();
        return Line.of(now, "DeliveryReplayed", "An operator replayed a " + delivery.type)
                .delivery(delivery.id)
                .actor(operator.subject())
                .with("status", delivery.status)
                .silent();
    }

    private static Delivery found(@Nullable Delivery delivery) {
        if (delivery == null) {
            throw Problem.of(ProblemType.NOT_FOUND);
        }
        return delivery;
    }

    private DeliveryView view(Delivery delivery) {
        return DeliveryView.of(delivery, payload(delivery));
    }

    private @Nullable JsonNode payload(Delivery delivery) {
        Sealed sealed = delivery.sealed();
        return sealed == null
                ? null
                : sealing.open(sealed, Arrivals.row(delivery.id))
                        .map(MaskedPayload::of)
                        .orElse(null);
    }
}
