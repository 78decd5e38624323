package com.bananacards.webhooks;

import com.bananacards.http.DatabaseFailures;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Stores deliveries: those that arrive together go in one statement, a lone one goes at once. No timer: while a group
 * is being committed the next one gathers. Each is answered when its own group is committed, never before.
 */
@ApplicationScoped
public class Inbox {

    private final InboxTable table;
    private final FreshReadings readings;
    private final InboxWorker worker;
    private final InboxConfig config;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;

    @Inject
    Inbox(InboxTable table, FreshReadings readings, InboxWorker worker, InboxConfig config) {
        this.table = table;
        this.readings = readings;
        this.worker = worker;
        this.config = config;
    }

    private record Waiting(
            Arrival arrival,
            UniEmitter<? super Boolean> answer,
            @Nullable Context context) {

        void stored(boolean isNew) {
            onContext(() -> answer.complete(isNew));
        }

        void failed(Throwable cause) {
            onContext(() -> answer.fail(cause));
        }

        private void onContext(Runnable work) {
            if (context == null) {
                work.run();
            } else {
                context.runOnContext(ignored -> work.run());
            }
        }
    }

    /**
     * Stores a delivery; true when it is new, false when the same one is stored already.
     *
     * <p>Fails with a {@link Problem} {@code unavailable} when too many wait, else with what the database said.
     */
    Uni<Boolean> store(Arrival arrival) {
        return Uni.createFrom().emitter(answer -> {
            Waiting one = new Waiting(arrival, answer, Vertx.currentContext());
            if (enqueue(one)) {
                pump();
            } else {
                one.failed(Problem.of(
                        ProblemType.UNAVAILABLE, "Too many deliveries are waiting to be stored."));
            }
        });
    }

    private synchronized boolean enqueue(Waiting one) {
        if (waiting.size() >= config.waiting()) {
            return false;
        }
        return waiting.add(one);
    }

    private void pump() {
        for (List<Waiting> group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
            write(group);
        }
    }

    private synchronized List<Waiting> nextGroup() {
        List<Waiting> group = new ArrayList<>();
        if (inFlight < config.groupsInFlight()) {
            while (group.size() < config.group() && !waiting.isEmpty()) {
                group.add(waiting.removeFirst());
            }
        }
        inFlight += group.isEmpty() ? 0 : 1;
        return group;
    }

    private void write(List<Waiting> group) {
        table.insert(group.stream().map(Waiting::arrival).toList())
                .onTermination()
                .invoke(this::groupDone)
                .subscribe()
                .with(fresh -> stored(group, fresh), failure -> failed(group, failure));
    }

    private void groupDone() {
        synchronized (this) {
            inFlight--;
        }
        pump();
    }

    private void stored(List<Waiting> group, Set<UUID> fresh) {
        group.stream()
                .map(Waiting::arrival)
                .filter(one -> fresh.contains(one.id()))
                .forEach(readings::keep);
        worker.wake();
        group.forEach(one -> one.stored(fresh.contains(one.arrival().id())));
    }

    /** Nobody waits for a database that is away; else one poison row must not fail the others of its group. */
    private void failed(List<Waiting> group, Throwable failure) {
        if (DatabaseFailures.isDatabaseAway(failure)) {
            group.forEach(one -> one.failed(failure));
            everybodyWaiting().forEach(one -> one.failed(failure));
        } else if (group.size() == 1) {
            group.getFirst().failed(failure);
        } else {
            oneByOne(group);
        }
    }

    private synchronized List<Waiting> everybodyWaiting() {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void oneByOne(List<Waiting> group) {
        if (group.isEmpty()) {
            return;
        }
        List<Waiting> first = group.subList(0, 1);
        List<Waiting> others = group.subList(1, group.size());
        table.insert(List.of(first.getFirst().arrival()))
                .subscribe()
                .with(
                        fresh -> {
                            stored(first, fresh);
                            oneByOne(others);
                        },
                        failure -> {
                            boolean away = DatabaseFailures.isDatabaseAway(failure);
                            failed(away ? group : first, failure);
                            oneByOne(away ? List.of() : others);
                        });
    }
}
