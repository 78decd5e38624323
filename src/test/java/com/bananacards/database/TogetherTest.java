package com.bananacards.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bananacards.database.Together.Limits;

import io.smallrye.mutiny.Uni;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

class TogetherTest {

    /** Doubles what it is asked, when it is told to. */
    private final List<List<Integer>> asked = new ArrayList<>();

    private final List<CompletableFuture<List<Integer>>> answers = new ArrayList<>();

    private final Together<Integer, Integer> together = new Together<>(
            new Limits(3, 2, 4),
            this::database,
            Away.class::isInstance,
            () -> new IllegalStateException("too many"));

    private Uni<List<Integer>> database(List<Integer> questions) {
        asked.add(questions);
        answers.add(new CompletableFuture<>());
        return Uni.createFrom().completionStage(answers.getLast());
    }

    private void answer(int group) {
        answers.get(group)
                .complete(asked.get(group).stream().map(one -> 2 * one).toList());
    }

    private CompletableFuture<Integer> ask(int question) {
        return together.ask(question).subscribeAsCompletionStage();
    }

    private static final class Away extends RuntimeException {}

    @Test
    void aLoneQuestionGoesAtOnce() {
        CompletableFuture<Integer> one = ask(1);
        assertThat(asked).containsExactly(List.of(1));
        assertThat(one).isNotDone();

        answer(0);
        assertThat(one).isCompletedWithValue(2);
    }

    @Test
    void thoseThatComeWhileEnoughAreUnderWayGoTogetherAndEachGetsItsOwnAnswer() {
        ask(1);
        ask(2);
        CompletableFuture<Integer> three = ask(3);
        CompletableFuture<Integer> four = ask(4);
        assertThat(asked).containsExactly(List.of(1), List.of(2));

        answer(1);
        assertThat(asked).containsExactly(List.of(1), List.of(2), List.of(3, 4));
        answer(2);
        assertThat(three).isCompletedWithValue(6);
        assertThat(four).isCompletedWithValue(8);
    }

    @Test
    void aGroupIsNoLargerThanItMayBe() {
        for (int question = 1; question <= 6; question++) {
            ask(question);
        }
        answer(0);
        answer(1);

        assertThat(asked).containsExactly(List.of(1), List.of(2), List.of(3, 4, 5), List.of(6));
    }

    @Test
    void beyondWhatMayWaitAQuestionIsRefusedAndTheOthersAreAnswered() {
        for (int question = 1; question <= 6; question++) {
            ask(question);
        }
        CompletableFuture<Integer> refused = ask(7);
        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::join).hasRootCauseMessage("too many");

        answer(0);
        CompletableFuture<Integer> again = ask(8);
        for (int group = 1; group < 4; group++) {
            answer(group);
        }
        assertThat(again).isCompletedWithValue(16);
        assertThat(asked.stream().mapToInt(List::size).sum()).isEqualTo(7);
    }

    @Test
    void nobodyWaitsForADatabaseThatIsAway() {
        List<CompletableFuture<Integer>> all =
                IntStream.rangeClosed(1, 6).mapToObj(this::ask).toList();

        answers.getFirst().completeExceptionally(new Away());
        assertThat(all.get(0)).isCompletedExceptionally();
        assertThat(all.subList(2, 6)).allSatisfy(one -> assertThat(one).isCompletedExceptionally());
        assertThat(all.get(1)).isNotDone();
        answer(1);
        assertThat(all.get(1)).isCompletedWithValue(4);
        assertThat(ask(7)).isNotDone();
        answer(asked.size() - 1);
    }

    /** And while they are asked one by one the next group goes. */
    @Test
    void aBadQuestionFailsAlone() {
        List<CompletableFuture<Integer>> all =
                IntStream.rangeClosed(1, 6).mapToObj(this::ask).toList();
        answer(0);
        assertThat(asked).endsWith(List.of(3, 4, 5));

        answers.getLast().completeExceptionally(new IllegalArgumentException("bad"));
        assertThat(asked.subList(3, 5)).containsExactlyInAnyOrder(List.of(6), List.of(3));
        answer(asked.indexOf(List.of(3)));
        answers.getLast().completeExceptionally(new IllegalArgumentException("bad"));
        answer(asked.size() - 1);
        answer(asked.indexOf(List.of(6)));

        assertThat(asked).endsWith(List.of(4), List.of(5));
        assertThat(all.get(2)).isCompletedWithValue(6);
        assertThatThrownBy(all.get(3)::join).hasRootCauseMessage("bad");
        assertThat(all.get(4)).isCompletedWithValue(10);
        assertThat(all.get(5)).isCompletedWithValue(12);
    }

    @Test
    void whenItGoesAwayMeanwhileTheRestIsNotAskedForOneByOne() {
        List<CompletableFuture<Integer>> all =
                IntStream.rangeClosed(1, 5).mapToObj(this::ask).toList();
        answer(0);
        answers.getLast().completeExceptionally(new IllegalArgumentException("bad"));

        answers.getLast().completeExceptionally(new Away());
        assertThat(all.subList(2, 5)).allSatisfy(one -> assertThat(one).isCompletedExceptionally());
        assertThat(asked).endsWith(List.of(3, 4, 5), List.of(3));
    }

    @Test
    void aDatabaseThatCantEvenBeAskedFailsTheQuestionAndLeavesRoom() {
        Together<Integer, Integer> away = new Together<>(
                new Limits(1, 1, 1),
                questions -> {
                    throw new IllegalArgumentException("closed");
                },
                Away.class::isInstance,
                IllegalStateException::new);
        for (int question = 1; question <= 3; question++) {
            CompletableFuture<Integer> one = away.ask(question).subscribeAsCompletionStage();
            assertThatThrownBy(one::join).hasRootCauseMessage("closed");
        }
    }
}
