package com.bananacards.audit;

import com.bananacards.http.RefusedAccess;
import com.bananacards.http.RequestId;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.security.KnownCaller;
import com.bananacards.time.Ticks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;

/** Sees every answer that refuses access, whoever gave it, and has them written now and then. */
@ApplicationScoped
class RefusalWatch {

    private static final int AFTER_THE_REQUEST_ID = 9_995;

    private final Refusals refusals;
    private final Journal journal;
    private final AuditConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;

    @Inject
    RefusalWatch(Journal journal, AuditConfig config, Vertx vertx, Clock clock) {
        this.journal = journal;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        refusals = new Refusals(config.refusals().kept());
    }

    void filters(@Observes Filters filters) {
        filters.register(this::watch, AFTER_THE_REQUEST_ID);
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "writing refusals", config.refusals().every(), this::write);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    private void watch(RoutingContext request) {
        request.addEndHandler(ended -> {
            int status = request.response().getStatusCode();
            if (status == 401 || status == 403 || RefusedAccess.is(request)) {
                refusals.note(
                        new Refusal(
                                status,
                                KnownCaller.subject(request),
                                Asked.from(request),
                                Asked.roughly(request)),
                        clock.instant(),
                        RequestId.of(request));
            }
        });
        request.next();
    }

    private Uni<Void> write() {
        List<Line> lines = refusals.lines(config.refusals().lines(), clock.instant());
        return lines.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.withTransaction(() -> journal.append(lines));
    }
}
