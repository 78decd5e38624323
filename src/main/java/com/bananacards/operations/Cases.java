package com.bananacards.operations;

import com.bananacards.http.Conditions;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.journal.TimelineEntry;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Operations for an operator's eyes: what waits for a person, and all that is known of one. */
@ApplicationScoped
public class Cases {

    private final Rails rails;
    private final Journal journal;
    private final OperationsConfig config;

    @Inject
    Cases(Rails rails, Journal journal, OperationsConfig config) {
        this.rails = rails;
        this.journal = journal;
        this.config = config;
    }

    /** What an operation waits for a person for. */
    public enum Waiting {
        REVIEW,
        APPROVAL
    }

    /** Those that wait, newest first, without their timelines. */
    public Uni<Page<CaseView>> list(Waiting waiting, Paging paging) {
        Conditions conditions = waiting(waiting).after(paging.after());
        return Panache.withSession(() -> Operation.<Operation>find(
                                conditions.newestFirst(), conditions.values())
                        .range(0, paging.fetch() - 1)
                        .list())
                .map(rows -> Page.of(
                        rows,
                        paging.limit(),
                        row -> Paging.cursor(row.id),
                        row -> view(row, List.of())));
    }

    private static Conditions waiting(Waiting waiting) {
        return switch (waiting) {
            case REVIEW ->
                Conditions.none().literally("status", Optional.of(OperationStatus.IN_REVIEW));
            case APPROVAL -> Conditions.none().that("heldUntil is not null");
        };
    }

    /** @throws Problem {@code not_found} */
    public Uni<CaseView> get(UUID id) {
        return Panache.withSession(() -> Operation.<Operation>findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemType.NOT_FOUND))
                .chain(found -> journal.ofOperation(id, config.caseLines())
                        .map(lines -> view(found, lines))));
    }

    private CaseView view(Operation operation, List<TimelineEntry> timeline) {
        return CaseView.of(operation, rails.needsTwoPeople(operation), timeline);
    }
}
