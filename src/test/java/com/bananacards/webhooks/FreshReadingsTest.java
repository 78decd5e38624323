package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.EffectKey;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.Reading;
import com.bananacards.sensitive.Pan;
import com.bananacards.sensitive.Sealed;
import com.bananacards.time.Ids;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

class FreshReadingsTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private long nanos;
    private final FreshReadings readings =
            new FreshReadings(2, Duration.ofSeconds(30), () -> nanos);

    private static Reading unreadable() {
        return new Reading.Unreadable("unknown_type", 1L, null);
    }

    private static Reading activation(@Nullable Pan pan) {
        return new Reading.Read(
                new IssuerFact.CardActivateResult(1L, pan, IssuerFact.Result.SUCCESS, null, AT),
                EffectKey.ofBytes(new byte[24]));
    }

    private UUID kept(Reading reading) {
        UUID id = Ids.next();
        readings.keep(new Arrival(
                id,
                new byte[32],
                "T",
                Source.WEBHOOK,
                reading,
                new Sealed("k", new byte[0]),
                AT,
                null,
                null,
                null,
                null));
        return id;
    }

    @Test
    void aReadingIsGivenOnce() {
        Reading reading = unreadable();
        UUID id = kept(reading);

        assertThat(readings.take(id)).isSameAs(reading);
        assertThat(readings.take(id)).isNull();
    }

    /** They are claimed in their order: what was kept first is asked for next. */
    @Test
    void inABacklogTheOldestStay() {
        UUID first = kept(unreadable());
        UUID second = kept(unreadable());
        UUID third = kept(unreadable());

        assertThat(readings.take(third)).isNull();
        assertThat(readings.take(second)).isNotNull();
        assertThat(readings.take(first)).isNotNull();
    }

    @Test
    void whatAnotherReplicaClaimedMakesRoom() {
        UUID first = kept(unreadable());
        kept(unreadable());
        nanos = Duration.ofSeconds(31).toNanos();
        UUID third = kept(unreadable());

        assertThat(readings.take(first)).isNull();
        assertThat(readings.take(third)).isNotNull();
    }

    @Test
    void noCardNumberIsKept() {
        UUID without = kept(activation(null));
        UUID with = kept(activation(Pan.parse("4".repeat(16)).orElseThrow()));

        assertThat(readings.take(without)).isNotNull();
        assertThat(readings.take(with)).isNull();
    }
}
