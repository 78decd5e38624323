package com.bananacards.webhooks;

import com.bananacards.bananatech.EffectKey;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of some effects were had before, and from when on that is known: keys of older ones were dropped, so whether those
 * were had nobody can tell. Not for two threads at once.
 */
final class Memory {

    /**
     * The end of a query for keys: one row more, of a time alone, when something was forgotten. In one statement with the
     * others: a partition can't be dropped in between.
     */
    static final String SINCE = " UNION ALL SELECT time_key(since) AS key FROM effect_memory";

    private final Set<EffectKey> had;
    private final @Nullable Instant since;

    /** @param since null when nothing was ever forgotten */
    Memory(Set<EffectKey> had, @Nullable Instant since) {
        this.had = new HashSet<>(had);
        this.since = since;
    }

    /** Of what a query with {@link #SINCE} found. */
    static Memory of(List<byte[]> found) {
        Set<EffectKey> had = new HashSet<>();
        Instant since = null;
        for (byte[] key : found) {
            if (key.length == Long.BYTES) {
                since = Instant.ofEpochMilli(ByteBuffer.wrap(key).getLong());
            } else {
                had.add(EffectKey.ofBytes(key));
            }
        }
        return new Memory(had, since);
    }

    boolean has(EffectKey effect) {
        return had.contains(effect);
    }

    void add(EffectKey effect) {
        had.add(effect);
    }

    /** True for what may have been had and forgotten. What has no time is never forgotten. */
    boolean isBefore(EffectKey effect) {
        Instant begin = since;
        return begin != null && effect.at().filter(at -> at.isBefore(begin)).isPresent();
    }
}
