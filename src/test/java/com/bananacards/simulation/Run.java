package com.bananacards.simulation;

import com.bananacards.cardholders.Cardholder;
import com.bananacards.cards.Card;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationTable;
import com.bananacards.operations.OperationsInMemory;
import com.bananacards.reconciliation.Checks;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One schedule from its first wish to the last check. */
final class Run {

    private static final long AFTER_THE_LAST_WISH = Duration.ofMinutes(45).toMillis();
    private static final int STEPS = 20_000;

    private final Choices choices;
    private final Setting setting;
    private final Scheduler scheduler = new Scheduler();
    private final Database database = new Database();
    private final Story story;
    private final Chaos chaos;
    private final Network network;
    private final Issuer issuer;
    private final Process process;
    private final Commanding commanding;
    private final Settling settling;
    private final Receiving receiving;
    private final Laws laws;
    private long lastWish;
    private @Nullable Instant sweepAt;
    private @Nullable Instant batchAt;

    Run(Choices choices, boolean told) {
        this(choices, Setting.byChance(choices), told);
    }

    Run(Choices choices, Setting setting, boolean told) {
        this.choices = choices;
        this.setting = setting;
        story = new Story(scheduler, told);
        chaos = new Chaos(choices, setting.faults());
        network = new Network(scheduler, chaos, setting.weather(), story);
        issuer = new Issuer(scheduler, chaos, network, story, setting.habits());
        laws = new Laws(database, issuer, network);
        process = new Process(scheduler, chaos, database, new Reads(issuer, chaos), laws, story);
        commanding = new Commanding(process, issuer);
        settling = new Settling(process);
        receiving = new Receiving(process, network);
        process.afterEachCommit(this::plan);
    }

    /** Makes all steps. @throws Broken when a law does not hold */
    Run make() {
        people();
        wishes();
        long calm = lastWish + setting.calmAfter();
        long horizon = lastWish + AFTER_THE_LAST_WISH;
        scheduler.in(calm, chaos::calm);
        every(setting.backfillEvery(), calm, receiving::backfill);
        every(60_000, horizon, receiving::match);
        if (setting.checksCards()) {
            scheduler.in(lastWish + 5_000, this::checkCards);
        }
        until(horizon);
        receiving.backfill();
        until(horizon + 30_000);
        receiving.match();
        until(horizon + 60_000);
        laws.beforeTheLastCheck();
        checkCards();
        until(horizon + 90_000);
        laws.inTheEnd();
        return this;
    }

    private void people() {
        for (int i = 1; i <= setting.people(); i++) {
            Cardholder holder = database.person(900 + i);
            Instant then = Scheduler.START.minusSeconds(86_400);
            Intent made = Intent.ofCardholder(OperationKind.CARD_APPLY, holder.id(), 1, null);
            Operation old = OperationsInMemory.requested(made, then);
            old.apply(new OperationEvent.Confirmed(), then, then);
            database.cards.existing(old, 100 + i, new BigDecimal("100.00"), then);
            issuer.existing(100 + i, 900 + i, 10_000);
        }
    }

    private void wishes() {
        long at = 0;
        for (Setting.Wanted wanted : setting.wanted()) {
            at += wanted.after();
            scheduler.in(at, () -> wish(wanted, 3));
        }
        lastWish = at;
        for (Setting.Purchase purchase : setting.purchases()) {
            scheduler.in(purchase.at(), () -> issuer.spend(purchase.card(), 700));
        }
    }

    private void wish(Setting.Wanted wanted, int tries) {
        OperationKind kind = wanted.kind();
        Cardholder holder = database.people.get(oneOf(database.people.size()));
        Card card = Commanding.makesCard(kind)
                ? null
                : database.cards.all().get(oneOf(database.cards.all().size()));
        if (card != null) {
            holder = database.byNumber(database.userOf(card.cardholderId()));
            kind = fitting(kind, card);
        }
        if (kind == null) {
            return;
        }
        boolean money = kind == OperationKind.CARD_RECHARGE || kind == OperationKind.CARD_APPLY;
        Commanding.Wish wish = new Commanding.Wish(kind, holder, card, money ? wanted.cents() : 0);
        boolean begun = commanding.command(wish);
        if (!begun && tries > 0) {
            scheduler.in(25_000, () -> wish(wanted, tries - 1));
        }
        if (begun && wanted.looked()) {
            scheduler.in(400, this::look);
        }
    }

    private int oneOf(int size) {
        int[] weights = new int[size];
        java.util.Arrays.fill(weights, 1);
        return size == 1 ? 0 : choices.choose(weights);
    }

    private static @Nullable OperationKind fitting(OperationKind kind, Card card) {
        return switch (card.status()) {
            case TBA -> OperationKind.CARD_ACTIVATE;
            case LOCKED -> OperationKind.CARD_UNLOCK;
            case ACTIVE -> kind;
            case CLOSED -> null;
        };
    }

    /** Somebody looks at all operations. */
    private void look() {
        database.operations
                .all()
                .forEach(one -> database.operations.nudged(
                        one.id(), process.now().plus(Checks.NUDGE_EVERY)));
        process.committed(List.of());
    }

    private void checkCards() {
        List.copyOf(database.cards.all()).forEach(receiving::checkCard);
    }

    private void every(long millis, long until, Runnable work) {
        for (long at = millis; at <= until; at += millis) {
            scheduler.in(at, work);
        }
    }

    /** Sweeps and batches come when something is due. */
    private void plan() {
        Instant check = database.operations.all().stream()
                .map(one -> OperationTable.row(one).nextCheckAt())
                .filter(java.util.Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        if (check != null && (sweepAt == null || check.isBefore(sweepAt))) {
            sweepAt = check;
            scheduler.at(check, () -> {
                sweepAt = null;
                settling.sweep();
                plan();
            });
        }
        Instant batch = database.deliveries.nextDue();
        if (batch != null && (batchAt == null || batch.isBefore(batchAt))) {
            batchAt = batch;
            long late = new long[] {5, 1_200, 9_000}[chaos.fault(20, 1, 1)];
            scheduler.at(batch.plusMillis(late), () -> {
                batchAt = null;
                receiving.batch();
            });
        }
    }

    private void until(long time) {
        int steps = 0;
        while (scheduler.step(time)) {
            if (++steps > STEPS) {
                throw new Broken("no end after %d steps", steps);
            }
        }
    }

    Story story() {
        return story;
    }

    Laws laws() {
        return laws;
    }

    Choices choices() {
        return choices;
    }
}
