package com.bananacards.simulation;

import com.bananacards.journal.Line;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What all parts of the service share: its tables, its clock, what follows a commit, and that it may die. */
final class Process {

    final Scheduler scheduler;
    final Chaos chaos;
    final Database database;
    final Reads reads;
    final Laws laws;
    final Story story;
    private Runnable afterCommit = () -> {};

    Process(
            Scheduler scheduler,
            Chaos chaos,
            Database database,
            Reads reads,
            Laws laws,
            Story story) {
        this.scheduler = scheduler;
        this.chaos = chaos;
        this.database = database;
        this.reads = reads;
        this.laws = laws;
        this.story = story;
    }

    void afterEachCommit(Runnable work) {
        afterCommit = work;
    }

    Instant now() {
        return scheduler.now();
    }

    /** Goes on, at once or later, unless the process dies before. */
    void then(Runnable next) {
        int fate = chaos.fault(40, 2, 1, 1);
        if (fate == 3) {
            story.tell("crash");
        } else if (fate == 0) {
            next.run();
        } else {
            scheduler.in(fate == 1 ? 1_500 : 13_000, next);
        }
    }

    /** A transaction has ended: laws hold, and whoever follows the journal is woken. */
    void committed(List<Line> lines) {
        laws.afterCommit(lines);
        lines.forEach(line -> story.tell("  journal: %s %s", line.kind(), line.summary()));
        Set<Long> cards = new HashSet<>();
        Set<Long> users = new HashSet<>();
        lines.forEach(line -> {
            if (line.issuerCardId() != null) {
                cards.add(line.issuerCardId());
            }
            if (line.issuerUserId() != null) {
                users.add(line.issuerUserId());
            }
        });
        if (!cards.isEmpty() || !users.isEmpty()) {
            database.deliveries.wakeParked(cards, users, now());
        }
        afterCommit.run();
    }
}
