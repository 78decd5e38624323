package com.bananacards.database;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks the database together what is asked at the same time: to store something, or to read it. A lone question goes at
 * once and no timer holds one back: while so many groups are under way the next one gathers. Each is asked after it came,
 * and answered when its own group is, never before.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class Together<Q, A> {

    private final Function<List<Q>, Uni<List<A>>> database;
    private final Limits limits;
    private final Predicate<Throwable> isAway;
    private final Supplier<? extends Throwable> tooMany;
    private final Deque<Asked<Q, A>> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * Asks so.
     *
     * @param database answers many questions, in their order
     * @param isAway whether it failed because it is away: then nobody waits for it
     * @param tooMany what a question fails with for which there is no room
     */
    public Together(
            Limits limits,
            Function<List<Q>, Uni<List<A>>> database,
            Predicate<Throwable> isAway,
            Supplier<? extends Throwable> tooMany) {
        this.limits = limits;
        this.database = database;
        this.isAway = isAway;
        this.tooMany = tooMany;
    }

    /**
     * How much is asked at once.
     *
     * @param together questions in one group
     * @param underWay groups at once; while there are so many the next one gathers
     * @param waiting questions that wait for their group
     */
    public record Limits(int together, int underWay, int waiting) {

        /** At least one of each: with none, nothing would ever be asked. */
        public Limits {
            together = Math.max(1, together);
            underWay = Math.max(1, underWay);
            waiting = Math.max(1, waiting);
        }

        public static Limits of(DatabaseConfig config) {
            return new Limits(
                    config.readsTogether(), config.readsUnderWay(), config.readsWaiting());
        }
    }

    private record Asked<Q, A>(
            Q question,
            UniEmitter<? super A> answer,
            @Nullable Context context) {

        void answered(A with) {
            onContext(() -> answer.complete(with));
        }

        void failed(Throwable cause) {
            onContext(() -> answer.fail(cause));
        }

        /** Where it was asked: an answer is never worked on by somebody else's event loop. */
        private void onContext(Runnable work) {
            if (context == null) {
                work.run();
            } else {
                context.runOnContext(ignored -> work.run());
            }
        }
    }

    /**
     * Asks this, with what others ask.
     *
     * <p>Fails when too many wait, else with what the database said.
     */
    public Uni<A> ask(Q question) {
        return Uni.createFrom().emitter(answer -> {
            if (enqueue(new Asked<>(question, answer, Vertx.currentContext()))) {
                pump();
            } else {
                answer.fail(tooMany.get());
            }
        });
    }

    private synchronized boolean enqueue(Asked<Q, A> one) {
        return waiting.size() < limits.waiting() && waiting.add(one);
    }

    private void pump() {
        for (List<Asked<Q, A>> group = next(); !group.isEmpty(); group = next()) {
            send(group);
        }
    }

    private synchronized List<Asked<Q, A>> next() {
        List<Asked<Q, A>> group = new ArrayList<>();
        if (underWay < limits.underWay()) {
            while (group.size() < limits.together() && !waiting.isEmpty()) {
                group.add(waiting.removeFirst());
            }
        }
        underWay += group.isEmpty() ? 0 : 1;
        return group;
    }

    private void send(List<Asked<Q, A>> group) {
        answers(group)
                .subscribe()
                .with(
                        answers -> {
                            ended();
                            answered(group, answers);
                        },
                        // Before the next group goes: with a database that is away, none does.
                        failure -> {
                            failed(group, failure);
                            ended();
                        });
    }

    private Uni<List<A>> answers(List<Asked<Q, A>> group) {
        return Uni.createFrom()
                .deferred(
                        () -> database.apply(group.stream().map(Asked::question).toList()));
    }

    private void ended() {
        synchronized (this) {
            underWay--;
        }
        pump();
    }

    private void answered(List<Asked<Q, A>> group, List<A> answers) {
        for (int i = 0; i < group.size(); i++) {
            group.get(i).answered(answers.get(i));
        }
    }

    /** Nobody waits for a database that is away; else one bad question must not fail the others of its group. */
    private void failed(List<Asked<Q, A>> group, Throwable failure) {
        if (isAway.test(failure)) {
            group.forEach(one -> one.failed(failure));
            everybodyWaiting().forEach(one -> one.failed(failure));
        } else if (group.size() == 1) {
            group.getFirst().failed(failure);
        } else {
            oneByOne(group);
        }
    }

    private synchronized List<Asked<Q, A>> everybodyWaiting() {
        List<Asked<Q, A>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void oneByOne(List<Asked<Q, A>> group) {
        if (group.isEmpty()) {
            return;
        }
        List<Asked<Q, A>> first = group.subList(0, 1);
        List<Asked<Q, A>> others = group.subList(1, group.size());
        answers(first)
                .subscribe()
                .with(
                        answer -> {
                            answered(first, answer);
                            oneByOne(others);
                        },
                        failure -> {
                            boolean away = isAway.test(failure);
                            failed(away ? group : first, failure);
                            oneByOne(away ? List.of() : others);
                        });
    }
}
