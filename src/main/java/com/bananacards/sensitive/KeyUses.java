package com.bananacards.sensitive;

import io.micrometer.core.instrument.MeterRegistry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how often each key is used here, by ids that say nothing of the keys. What was counted is taken now and then
 * to where all replicas' counts come together.
 */
@Singleton
public class KeyUses {

    private final Map<Key, Taken> uses = new ConcurrentHashMap<>();
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
    public record Taken(Key key, long uses, Instant lastUsedAt) {

        private Taken and(Taken other) {
            return new Taken(key, uses + other.uses, other.lastUsedAt);
        }
    }

    /** Says which keys of a kind there are; the first is the one that makes. */
    public void configured(KeyKind kind, List<String> ids) {
        configured.put(kind, List.copyOf(ids));
    }

    /** The keys of a kind that this replica was started with. */
    public List<String> configured(KeyKind kind) {
        return configured.getOrDefault(kind, List.of());
    }

    /** Counts one use. */
    public void used(KeyKind kind, String id) {
        meters.counter("bananacards.key.uses", "kind", kind.name(), "key", id).increment();
        Taken one = new Taken(new Key(kind, id), 1, clock.instant());
        uses.merge(one.key(), one, Taken::and);
    }

    /** What was counted since the last time; it is the taker's now. */
    public List<Taken> take() {
        List<Taken> taken = new ArrayList<>();
        for (Key key : uses.keySet()) {
            Taken one = uses.remove(key);
            if (one != null) {
                taken.add(one);
            }
        }
        return taken;
    }

    /** Puts back what could not be brought away. */
    public void putBack(List<Taken> taken) {
        taken.forEach(one -> uses.merge(one.key(), one, (now, before) -> before.and(now)));
    }
}
