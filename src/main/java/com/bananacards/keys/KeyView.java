package com.bananacards.keys;

import com.bananacards.sensitive.KeyKind;
import com.bananacards.sensitive.KeyUses.Key;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One key as the operator sees it.
 *
 * @param id says nothing of the key
 * @param current true for the one that makes: signs, seals, is published
 * @param configured false for one that is not there and that rows still depend on
 * @param uses on all replicas, since it was first seen
 * @param dependents rows that become unreadable or unknown without it; of a current key it may be left out
 */
@RegisterForReflection
public record KeyView(
        KeyKind kind,
        String id,
        boolean current,
        boolean configured,
        long uses,
        @JsonProperty("known_since") @Nullable Instant knownSince,
        @JsonProperty("last_used_at") @Nullable Instant lastUsedAt,
        long dependents,
        @JsonProperty("safe_to_retire") boolean safeToRetire) {

    /** What is known of a key on all replicas. */
    record Known(
            long uses, @Nullable Instant since, @Nullable Instant lastUsedAt) {

        static final Known NOTHING = new Known(0, null, null);
    }

    /**
     * A key that was never used is quiet since it was first seen.
     *
     * @param place among the configured keys of its kind, from 0; negative for none of them
     */
    static KeyView of(Key key, int place, Known known, long dependents, Instant quietSince) {
        Instant last = known.lastUsedAt() == null ? known.since() : known.lastUsedAt();
        boolean quiet = last != null && last.isBefore(quietSince);
        return new KeyView(
                key.kind(),
                key.id(),
                place == 0,
                place >= 0,
                known.uses(),
                known.since(),
                known.lastUsedAt(),
                dependents,
                place > 0 && dependents == 0 && quiet);
    }
}
