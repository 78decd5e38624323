package com.bananacards.webhooks;

import com.bananacards.bananatech.EffectKey;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.Reading;
import com.bananacards.cards.CardsInMemory;
import com.bananacards.cards.Scene;
import com.bananacards.challenges.ChallengesInMemory;
import com.bananacards.funding.FundingInMemory;
import com.bananacards.journal.Line;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Operation;
import com.bananacards.operations.Telling;
import com.bananacards.operations.Testimony;
import com.bananacards.testsupport.Settings;
import com.bananacards.transactions.TransactionsInMemory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** The inbox's tables without a database, and production's {@link Batch} and {@link Conclusion} over them. */
public final class DeliveryTable {

    private static final WebhookRouter ROUTER = new WebhookRouter(
            CardsInMemory.facts(), FundingInMemory.facts(), ChallengesInMemory.facts());
    private static final InboxConfig CONFIG = Settings.of(InboxConfig.class);

    private final Map<UUID, Row> rows = new java.util.LinkedHashMap<>();
    private final Set<String> fingerprints = new HashSet<>();
    private final Map<EffectKey, UUID> effects = new HashMap<>();
    private final TransactionsInMemory transactions = new TransactionsInMemory();
    private final ChallengesInMemory challenges = new ChallengesInMemory();
    private final Function<List<IssuerFact>, Scene> scenes;
    private final Consumer<Scene> write;

    /**
     * A table.
     *
     * @param scenes loads what facts speak of
     * @param write writes what came of them
     */
    public DeliveryTable(Function<List<IssuerFact>, Scene> scenes, Consumer<Scene> write) {
        this.scenes = scenes;
        this.write = write;
    }

    private static final class Row {
        private final String type;
        private final Source source;
        private final Reading reading;
        private final Instant receivedAt;
        private @Nullable Applied outcome;
        private @Nullable Instant nextAttemptAt;
        private int attempts;

        Row(String type, Source source, Reading reading, Instant now) {
            this.type = type;
            this.source = source;
            this.reading = reading;
            receivedAt = now;
            nextAttemptAt = now;
        }

        boolean isParked() {
            return outcome != null && outcome.outcome() == Applied.Outcome.PARKED;
        }
    }

    /** Stores a delivery. @return false when the same one is stored already */
    public boolean store(
            String type, boolean record, String identity, Reading reading, Instant now) {
        Source source = record ? Source.BACKFILL : Source.WEBHOOK;
        boolean fresh = fingerprints.add(source + "|" + type + "|" + identity);
        if (fresh) {
            rows.put(new UUID(2, rows.size() + 1L), new Row(type, source, reading, now));
        }
        return fresh;
    }

    /** True for a record whose effect was had, as the backlog's door sees it. */
    public boolean hadEffect(Reading reading) {
        return reading instanceof Reading.Read read && effects.containsKey(read.effect());
    }

    /** The earliest time at which something is to be tried; null when nothing is. */
    public @Nullable Instant nextDue() {
        return rows.values().stream()
                .map(row -> row.nextAttemptAt)
                .filter(java.util.Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** One batch of the worker's: claimed, applied and written. @return the journal's lines */
    public List<Line> batch(Instant now, int limit) {
        List<Claimed> claimed = due(now, limit);
        if (claimed.isEmpty()) {
            return List.of();
        }
        Stage stage = stage(Batch.facts(claimed));
        Set<EffectKey> known = new HashSet<>(Batch.keys(claimed));
        known.retainAll(effects.keySet());
        Batch batch =
                new Batch(ROUTER, Restoration.NONE, CONFIG, stage, now, new Memory(known, null));
        batch.apply(claimed);
        write(stage);
        batch.effects().forEach(this::remember);
        batch.marks(claimed).forEach(mark -> {
            Row row = rows.get(mark.id());
            row.outcome = mark.applied();
            row.attempts++;
            row.nextAttemptAt = mark.nextAttempt();
        });
        return batch.lines();
    }

    private List<Claimed> due(Instant now, int limit) {
        return rows.entrySet().stream()
                .filter(one -> one.getValue().nextAttemptAt != null
                        && !one.getValue().nextAttemptAt.isAfter(now))
                .limit(limit)
                .map(one -> claimed(one.getKey(), one.getValue()))
                .sorted()
                .toList();
    }

    private static Claimed claimed(UUID id, Row row) {
        return new Claimed(id, row.type, row.source, row.attempts, row.reading);
    }

    private Stage stage(List<IssuerFact> facts) {
        return new Stage(scenes.apply(facts), transactions.statement(), challenges.scene());
    }

    private void write(Stage stage) {
        write.accept(stage.cards());
        transactions.write(stage.transactions());
        challenges.write(stage.challenges());
    }

    /** The table's primary key: an effect is had once. */
    private void remember(EffectKey effect, UUID delivery) {
        UUID before = effects.putIfAbsent(effect, delivery);
        if (before != null) {
            throw new IllegalStateException("the effect of " + delivery + " was had by " + before);
        }
    }

    /** What evidence shows, told as a webhook would. Empty when the operation was settled meanwhile. */
    public Optional<List<Line>> conclude(
            Operation operation, List<IssuerFact> facts, List<Testimony> testimonies, Instant now) {
        Stage stage = stage(facts);
        Optional<Telling> told =
                new Conclusion(ROUTER, facts, testimonies).of(operation, stage, now);
        told.ifPresent(ignored -> write(stage));
        return told.map(Telling::lines);
    }

    /** Something about these changed. */
    public void wakeParked(Collection<Long> cards, Collection<Long> users, Instant now) {
        rows.values().stream()
                .filter(row -> row.isParked()
                        && row.nextAttemptAt != null
                        && row.nextAttemptAt.isAfter(now))
                .filter(row ->
                        cards.contains(row.reading.card()) || users.contains(row.reading.user()))
                .forEach(row -> row.nextAttemptAt = now);
    }

    /** The successes that name a card which no operation of ours is known by. */
    public List<Long> parkedAssignments(Instant since) {
        return rows.values().stream()
                .filter(row -> row.isParked()
                        && row.type.equals("CARD_ASSIGN_RESULT")
                        && "unknown_card".equals(row.outcome.reason())
                        && row.receivedAt.isAfter(since))
                .map(row -> row.reading.card())
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
    }

    /** What waits, or was given up, with its reason. */
    public List<String> parked() {
        List<String> parked = new ArrayList<>();
        rows.values().stream()
                .filter(Row::isParked)
                .forEach(row -> parked.add(row.type + ": " + row.outcome.reason()));
        return parked;
    }

    /** Each delivery in one line. */
    public List<String> story() {
        return rows.values().stream()
                .map(row -> row.source + " " + row.type + " " + row.reading + " -> " + row.outcome)
                .toList();
    }
}
