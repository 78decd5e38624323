package com.bananacards.sensitive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how often each key is used here, by ids that say nothing of the keys. What was counted is taken now and then
 * to where all replicas' counts come together.
 */
@Singleton
public class KeyUses {

    private final Map<Key, Use> uses = new ConcurrentHashMap<>();
    private final Map<KeyKind, List<String>> configured = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Clock clock;

    @Inject
    public KeyUses(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** One key. */
    public record Key(KeyKind kind, String id) {}

    /** How often a key was used since the last taking, and when last. */
    public record Taken(Key key, long uses, Instant lastUsedAt) {}

    /** Says which keys of a kind there are; the first is the one that makes. */
    public void configured(KeyKind kind, List<String> ids) {
        configured.put(kind, List.copyOf(ids));
    }

    /** The keys of a kind that this replica was started with. */
    public List<String> configured(KeyKind kind) {
        return configured.getOrDefault(kind, List.of());
    }

    /** What is counted of one key: by many threads, and for every delivery. */
    private static final class Use {
        final Counter shown;
        final LongAdder uses = new LongAdder();
        volatile Instant last = Instant.EPOCH;

        Use(Counter shown) {
            this.shown = shown;
        }
    }

    /** Counts one use. */
    public void used(KeyKind kind, String id) {
        Use use = uses.computeIfAbsent(new Key(kind, id), this::begin);
        use.shown.increment();
        use.last = clock.instant();
        use.uses.increment();
    }

    private Use begin(Key key) {
        return new Use(
                meters.counter("bananacards.key.uses", "kind", key.kind().name(), "key", key.id()));
    }

    /** What was counted since the last time; it is the taker's now. */
    public List<Taken> take() {
        List<Taken> taken = new ArrayList<>();
        uses.forEach((key, use) -> {
            long counted = use.uses.sumThenReset();
            if (counted > 0) {
                taken.add(new Taken(key, counted, use.last));
            }
        });
        return taken;
    }

    /** Puts back what could not be brought away. */
    public void putBack(List<Taken> taken) {
        taken.forEach(one -> uses.computeIfAbsent(one.key(), this::begin).uses.add(one.uses()));
    }
}
