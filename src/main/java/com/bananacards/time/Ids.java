package com.bananacards.time;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;

import java.time.Instant;
import java.util.UUID;

/** Our own ids: UUIDv7 (RFC 9562), so that they sort by the time they were made and keep indexes warm. */
public final class Ids {

    private Ids() {}

    /** A new id, never given twice. */
    public static UUID next() {
        return Holder.GENERATOR.generate();
    }

    /** A new id that sorts among those made at this time. */
    public static UUID at(Instant time) {
        return Holder.GENERATOR.construct(time.toEpochMilli());
    }

    /** Made on first use: a random source must never be part of a native image. */
    private static final class Holder {
        static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    }
}
