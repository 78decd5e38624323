package com.bananacards.webhooks;

import com.bananacards.bananatech.EffectKey;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.Reading;
import com.bananacards.journal.Line;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Telling;
import com.bananacards.webhooks.Claims.Mark;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Applies the deliveries of one transaction in memory: each effect once, what does not follow yet once more after
 * every move.
 */
final class Batch {

    /** The line's kind. */
    static final String PARKED = "DeliveryParked";

    /** Reasons that no later event can mend: only a person, or a newer version of this service. */
    private static final Set<String> FOR_A_PERSON = Set.of(
            "unknown_type",
            "contradicts_type",
            "incomplete",
            "unknown_status",
            "no_json_object",
            "payload_gone",
            "card_number_differs",
            "currency_differs",
            "older_than_memory");

    private final WebhookRouter router;
    private final Restoration restoration;
    private final InboxConfig config;
    private final Stage stage;
    private final Instant now;
    private final Memory memory;
    private final Map<EffectKey, UUID> effects = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<UUID, Applied> outcomes = new HashMap<>();

    Batch(
            WebhookRouter router,
            Restoration restoration,
            InboxConfig config,
            Stage stage,
            Instant now,
            Memory memory) {
        this.router = router;
        this.restoration = restoration;
        this.config = config;
        this.stage = stage;
        this.now = now;
        this.memory = memory;
    }

    static List<IssuerFact> facts(List<Claimed> claimed) {
        List<IssuerFact> facts = new ArrayList<>();
        claimed.forEach(one -> {
            if (one.reading() instanceof Reading.Read read) {
                facts.add(read.fact());
            }
        });
        return facts;
    }

    static List<EffectKey> keys(List<Claimed> claimed) {
        List<EffectKey> keys = new ArrayList<>();
        claimed.forEach(one -> {
            switch (one.reading()) {
                case Reading.Read read -> keys.add(read.effect());
                case Reading.Doubtful doubtful -> keys.add(doubtful.claimed().effect());
                case Reading.Unreadable ignored -> {}
            }
        });
        return keys;
    }

    /** Applies all of it. Nothing is written here. */
    void apply(List<Claimed> claimed) {
        List<Claimed> left = claimed;
        boolean moved = true;
        while (moved && !left.isEmpty()) {
            moved = false;
            List<Claimed> parked = new ArrayList<>();
            for (Claimed one : left) {
                Applied applied = apply(one);
                outcomes.put(one.id(), applied);
                moved |= applied == Applied.APPLIED;
                if (applied.outcome() == Applied.Outcome.PARKED) {
                    parked.add(one);
                }
            }
            left = parked;
        }
        claimed.forEach(this::tellIfNewlyParked);
    }

    private Applied apply(Claimed one) {
        return switch (one.reading()) {
            case Reading.Unreadable unreadable -> Applied.parked(unreadable.reason());
            case Reading.Doubtful(Reading.Read claimed) ->
                memory.has(claimed.effect()) ? Applied.REPEATED : Applied.parked("ambiguous_type");
            case Reading.Read(IssuerFact fact, EffectKey effect) -> once(one, fact, effect);
        };
    }

    private Applied once(Claimed one, IssuerFact fact, EffectKey effect) {
        if (memory.has(effect)) {
            return Applied.REPEATED;
        }
        if (memory.isBefore(effect)) {
            return Applied.parked("older_than_memory");
        }
        Telling telling = new Telling(one.id(), witness(one.source()), now, lines);
        Applied applied = restoration.route(one, fact, stage, telling, router);
        if (applied.outcome() != Applied.Outcome.PARKED) {
            memory.add(effect);
            effects.put(effect, one.id());
        }
        return applied;
    }

    private static String witness(Source source) {
        return switch (source) {
            case WEBHOOK -> Telling.WEBHOOK;
            case BACKFILL, REBUILD -> Telling.RECORDS;
        };
    }

    private void tellIfNewlyParked(Claimed one) {
        Applied applied = outcome(one);
        if (applied.outcome() != Applied.Outcome.PARKED || one.attempts() > 0) {
            return;
        }
        var card = stage.cards().card(one.reading().card());
        lines.add(Line.of(now, PARKED, "A " + one.type() + " was parked: " + applied.reason())
                .delivery(one.id())
                .card(card == null ? null : card.id())
                .cardholder(card == null ? null : card.cardholderId())
                .with("reason", applied.reason())
                .silent());
    }

    Applied outcome(Claimed one) {
        return outcomes.getOrDefault(one.id(), Applied.parked("failed"));
    }

    Instant now() {
        return now;
    }

    Stage stage() {
        return stage;
    }

    List<Line> lines() {
        return lines;
    }

    Map<EffectKey, UUID> effects() {
        return effects;
    }

    List<Mark> marks(List<Claimed> claimed) {
        return claimed.stream()
                .map(one -> new Mark(
                        one, outcome(one), nextAttempt(outcome(one), one.attempts(), config, now)))
                .toList();
    }

    /** Parked deliveries wait longer each time; in the end, and where waiting can't help, for a person. */
    static @Nullable Instant nextAttempt(
            Applied applied, int attempts, InboxConfig config, Instant now) {
        boolean hopeless = applied.outcome() != Applied.Outcome.PARKED
                || FOR_A_PERSON.contains(applied.reason())
                || attempts + 1 >= config.maxAttempts();
        if (hopeless) {
            return null;
        }
        Duration wait = config.retryDelay().multipliedBy(1L << Math.min(attempts, 20));
        return now.plus(wait.compareTo(config.maxRetryDelay()) > 0 ? config.maxRetryDelay() : wait);
    }
}
