package com.bananacards.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class JournalTailApiTest {

    @Inject
    JournalTail tail;

    @Inject
    JournalReader reader;

    private final Api merchant = Api.merchant();

    /** What is told of a card that is made now, to a follower whose need is this. */
    private List<Told> told(BooleanSupplier needed) {
        List<Told> all = new CopyOnWriteArrayList<>();
        tail.follow(all::add, needed);
        UUID card = UUID.fromString(merchant.activeCard());
        await().until(() -> all.stream()
                .anyMatch(
                        line -> card.equals(line.cardId()) && "CardActivated".equals(line.kind())));
        return all.stream().filter(line -> card.equals(line.cardId())).toList();
    }

    /** It reads the database before it is told anything, and that may be before these lines were there. */
    @Test
    void whoComesWhileTheJournalIsReadWithoutBodiesIsToldThem() {
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        // Not needed when a look begins, needed when it has ended.
        List<Told> lines = told(() -> !over.get() && asked.getAndIncrement() % 2 != 0);
        over.set(true);

        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.event()).isNotNull();
            assertThat(line.body()).isNotNull();
        });
    }

    @Test
    void whatNobodyWaitsForIsNotReadButItsLinesAre() {
        String card = merchant.activeCard();
        List<Told> without = read(card, false);

        assertThat(read(card, true)).hasSameSizeAs(without).allSatisfy(line -> {
            assertThat(line.event()).isNotNull();
            assertThat(line.body()).contains(card);
        });
        assertThat(without).isNotEmpty().allSatisfy(line -> {
            assertThat(line.event()).isNull();
            assertThat(line.body()).isNull();
        });
    }

    private List<Told> read(String card, boolean bodies) {
        return reader
                .after(Position.START, Instant.EPOCH, bodies, 100_000)
                .await()
                .indefinitely()
                .lines()
                .stream()
                .filter(line -> UUID.fromString(card).equals(line.cardId()))
                .toList();
    }
}
