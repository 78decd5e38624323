package com.bananacards.webhooks;

import com.bananacards.database.Together;
import com.bananacards.http.DatabaseFailures;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Stores deliveries: those that arrive together go in one statement. Each is answered when it is committed. */
@ApplicationScoped
public class Inbox {

    private final InboxTable table;
    private final FreshReadings readings;
    private final InboxWorker worker;
    private final Together<Arrival, Boolean> together;

    @Inject
    Inbox(InboxTable table, FreshReadings readings, InboxWorker worker, InboxConfig config) {
        this.table = table;
        this.readings = readings;
        this.worker = worker;
        together = new Together<>(
                new Together.Limits(config.group(), config.groupsInFlight(), config.waiting()),
                this::insert,
                DatabaseFailures::isDatabaseAway,
                Inbox::tooMany);
    }

    private static Problem tooMany() {
        return Problem.of(ProblemType.UNAVAILABLE, "Too many deliveries are waiting to be stored.");
    }

    /**
     * Stores a delivery; true when it is new, false when the same one is stored already.
     *
     * <p>Fails with a {@link Problem} {@code unavailable} when too many wait, else with what the database said.
     */
    Uni<Boolean> store(Arrival arrival) {
        return together.ask(arrival);
    }

    private Uni<List<Boolean>> insert(List<Arrival> arrivals) {
        return table.insert(arrivals)
                .invoke(fresh -> stored(arrivals, fresh))
                .map(fresh ->
                        arrivals.stream().map(one -> fresh.contains(one.id())).toList());
    }

    private void stored(List<Arrival> arrivals, Set<UUID> fresh) {
        arrivals.stream().filter(one -> fresh.contains(one.id())).forEach(readings::keep);
        worker.wake();
    }
}
