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

    private static Reading locked(@Nullable String reason) {
        return read(
                new IssuerFact.CardStatusChange(1L, IssuerFact.Result.SUCCESS, true, reason, AT));
    }

    private static Reading plain() {
        return locked(null);
    }

    private static Reading read(IssuerFact fact) {
        return new Reading.Read(fact, EffectKey.ofBytes(new byte[24]));
    }

    private static Reading activation(@Nullable Pan pan) {
        return read(
                new IssuerFact.CardActivateResult(1L, pan, IssuerFact.Result.SUCCESS, null, AT));
    }

    private UUID kept(Reading reading) {
        return kept(reading, null);
    }

    private UUID kept(Reading reading, @Nullable Instant codeUntil) {
        UUID id = Ids.next();
        readings.keep(new Arrival(
                id,
                new byte[32],
                "T",
                Source.WEBHOOK,
                reading,
                0,
                new Sealed("k", new byte[0]),
                AT,
                null,
                null,
                null,
                codeUntil));
        return id;
    }

    @Test
    void aReadingIsGivenOnce() {
        Reading reading = plain();
        UUID id = kept(reading);

        assertThat(readings.take(id)).isSameAs(reading);
        assertThat(readings.take(id)).isNull();
    }

    /** They are claimed in their order: what was kept first is asked for next. */
    @Test
    void inABacklogTheOldestStay() {
        UUID first = kept(plain());
        UUID second = kept(plain());
        UUID third = kept(plain());

        assertThat(readings.take(third)).isNull();
        assertThat(readings.take(second)).isNotNull();
        assertThat(readings.take(first)).isNotNull();
    }

    @Test
    void whatAnotherReplicaClaimedMakesRoom() {
        UUID first = kept(plain());
        kept(plain());
        nanos = Duration.ofSeconds(31).toNanos();
        UUID third = kept(plain());

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

    /** Nothing new needs to come for it. */
    @Test
    void afterItsTimeNoReadingIsGiven() {
        UUID id = kept(plain());
        nanos = Duration.ofSeconds(31).toNanos();

        assertThat(readings.take(id)).isNull();
    }

    /** A sentence may quote a code or a PIN, and only long runs of digits are masked in it. */
    @Test
    void noWordsAndNoCodesAreKept() {
        UUID words = kept(locked("Your code is 123456"));
        UUID code = kept(plain(), AT);
        UUID unreadable = kept(new Reading.Unreadable("unknown_type", 1L, null));

        assertThat(readings.take(words)).isNull();
        assertThat(readings.take(code)).isNull();
        assertThat(readings.take(unreadable)).isNull();
    }
}
