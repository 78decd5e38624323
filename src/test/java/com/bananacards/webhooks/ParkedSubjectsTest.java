package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.journal.Told;
import com.bananacards.webhooks.ParkedSubjects.Numbers;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Set;

/** Nobody who is parked is forgotten, and while nobody is, nothing is asked. */
class ParkedSubjectsTest {

    private final ParkedSubjects subjects = new ParkedSubjects();

    private void changed(String kind, @Nullable Long card, @Nullable Long user) {
        subjects.told(new Told("1-1", kind, null, null, null, card, user, null, null));
    }

    /** As after a start and one look that found nothing parked. */
    private void nothingIsParked() {
        changed("CardMoved", 1L, null);
        subjects.take();
        subjects.areParked(false);
        subjects.batchEnded(false);
    }

    @Test
    void atFirstSomeMayBeParked() {
        changed("CardMoved", 7L, 8L);

        assertThat(subjects.areWaiting()).isTrue();
        assertThat(subjects.take()).isEqualTo(new Numbers(Set.of(7L), Set.of(8L)));
        assertThat(subjects.areWaiting()).isFalse();
    }

    @Test
    void whileNoneIsNobodyIsRemembered() {
        nothingIsParked();
        changed("CardMoved", 7L, 8L);

        assertThat(subjects.areWaiting()).isFalse();
        subjects.areParked(true);
        assertThat(subjects.take().isEmpty()).isTrue();
    }

    @Test
    void whoCouldNotBeWokenIsStillToBeWoken() {
        changed("CardMoved", 7L, 8L);
        Numbers taken = subjects.take();
        subjects.putBack(taken);
        subjects.batchEnded(true);

        assertThat(subjects.areWaiting()).isTrue();
        assertThat(subjects.take()).isEqualTo(taken);
    }

    @Test
    void whoeverIsToldOfAParkedOneRemembersFromThenOn() {
        nothingIsParked();
        changed("DeliveryParked", null, null);
        changed("CardMoved", 7L, null);

        assertThat(subjects.areWaiting()).isTrue();
        assertThat(subjects.take().cards()).containsExactly(7L);
    }

    @Test
    void whatChangedWhileABatchParkedIsWokenAfterIt() {
        nothingIsParked();
        subjects.take();
        changed("CardMoved", 7L, null);
        assertThat(subjects.areWaiting()).isFalse();

        subjects.batchEnded(true);

        assertThat(subjects.areWaiting()).isTrue();
        assertThat(subjects.take().cards()).containsExactly(7L);
    }

    @Test
    void whatChangedWhileABatchParkedNothingIsForgotten() {
        nothingIsParked();
        subjects.take();
        changed("CardMoved", 7L, null);
        subjects.batchEnded(false);

        assertThat(subjects.areWaiting()).isFalse();
        assertThat(subjects.take().isEmpty()).isTrue();
    }

    @Test
    void aNoDoesNotForgetWhatWasParkedSinceItWasAskedFor() {
        changed("CardMoved", 7L, null);
        subjects.take();
        changed("DeliveryParked", 9L, null);
        subjects.areParked(false);
        subjects.batchEnded(false);

        assertThat(subjects.areWaiting()).isTrue();
    }

    @Test
    void asLongAsSomeArePeopleAreRemembered() {
        changed("CardMoved", 7L, null);
        subjects.take();
        subjects.areParked(true);
        subjects.batchEnded(false);
        changed("CardMoved", 8L, null);

        assertThat(subjects.take().cards()).containsExactly(8L);
    }
}
