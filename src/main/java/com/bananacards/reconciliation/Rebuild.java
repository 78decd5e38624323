package com.bananacards.reconciliation;

import com.bananacards.sensitive.Masking;
import com.bananacards.time.Ids;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.runtime.annotations.RegisterForReflection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A rebuild of this database from the issuer's lists: how far it is. At most one is not done. */
@Entity
class Rebuild extends PanacheEntityBase {

    private static final int LONGEST_ERROR = 300;

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    RebuildStatus status;

    @Enumerated(EnumType.STRING)
    RebuildStep step;

    @Nullable
    Instant since;

    int skipped;

    @Column(name = "after_id")
    @Nullable
    UUID after;

    long calls;

    int failures;

    @Column(name = "last_error")
    @Nullable
    String lastError;

    @Column(name = "left_out")
    @JdbcTypeCode(SqlTypes.JSON)
    LeftOut leftOut;

    @Column(name = "started_by")
    String startedBy;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Version
    int version;

    /** For Hibernate. */
    protected Rebuild() {}

    Rebuild(String operator, Instant now) {
        id = Ids.next();
        status = RebuildStatus.RUNNING;
        step = RebuildStep.USERS;
        leftOut = new LeftOut(List.of());
        startedBy = operator;
        startedAt = now;
        updatedAt = now;
    }

    /** What can't be restored, one sentence each. */
    @RegisterForReflection
    record LeftOut(List<String> sentences) {

        LeftOut with(List<String> more, int atMost) {
            return new LeftOut(Stream.concat(sentences.stream(), more.stream())
                    .distinct()
                    .limit(atMost)
                    .toList());
        }
    }

    RebuildPlace place() {
        return new RebuildPlace(since, skipped, after, false, List.of());
    }

    /** Goes on where it stopped. @return false when it had not stopped */
    boolean resume(Instant now) {
        boolean stopped = status == RebuildStatus.STOPPED;
        if (stopped) {
            status = RebuildStatus.RUNNING;
            failures = 0;
            updatedAt = now;
        }
        return stopped;
    }

    /** Something more is done. */
    void movedTo(RebuildPlace place, long callsMade, int mostLeftOut, Instant now) {
        leftOut = leftOut.with(place.leftOut(), mostLeftOut);
        calls += callsMade;
        failures = 0;
        lastError = null;
        updatedAt = now;
        if (place.isEnd()) {
            stepDone(now);
        } else {
            goTo(place);
        }
    }

    private void stepDone(Instant now) {
        goTo(RebuildPlace.START);
        if (step.isLast()) {
            status = RebuildStatus.DONE;
            endedAt = now;
        } else {
            step = step.next();
        }
    }

    private void goTo(RebuildPlace place) {
        since = place.since();
        skipped = place.skipped();
        after = place.after();
    }

    /** Something failed; the place stays. */
    void failed(Throwable cause, long callsMade, int tries, Instant now) {
        String words = Masking.text(String.valueOf(cause.getMessage()));
        lastError = words.substring(0, Math.min(words.length(), LONGEST_ERROR));
        calls += callsMade;
        failures++;
        status = failures >= tries ? RebuildStatus.STOPPED : status;
        updatedAt = now;
    }
}
