package com.bananacards.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.operations.OperationKind;
import com.bananacards.simulation.Issuer.Habits;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/**
 * Nothing is lost and nothing is done twice, whatever fails. The same for the same {@code -Dsimulation.seed}; as many
 * schedules as {@code -Dsimulation.schedules} says. What is simulated and which laws hold: {@code docs/simulation.md}.
 */
class SimulationTest {

    private static final long SEED = Long.getLong("simulation.seed", 20_260_102);
    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 100_000);
    private static final int FAULTS = Integer.getInteger("simulation.exhaustive", 1);

    private static final List<List<OperationKind>> SMALL = List.of(
            List.of(OperationKind.CARD_RECHARGE, OperationKind.CARD_RECHARGE),
            List.of(OperationKind.CARD_RECHARGE, OperationKind.CARD_CLOSE),
            List.of(OperationKind.CARD_LOCK, OperationKind.CARD_LOCK),
            List.of(OperationKind.CARD_LOCK, OperationKind.CARD_RECHARGE),
            List.of(OperationKind.CARD_APPLY),
            List.of(OperationKind.CARD_ASSIGN));

    @Test
    void everyScheduleKeepsTheLaws() {
        long began = System.nanoTime();
        Tally tally = new Tally();
        for (long seed = SEED; seed < SEED + SCHEDULES; seed++) {
            Choices choices = Choices.of(seed);
            Run run = new Run(choices, false);
            try {
                tally.count(run.make());
            } catch (RuntimeException law) {
                throw new AssertionError(
                        "-Dsimulation.seed=%d -Dsimulation.schedules=1 breaks a law: %s%n%s"
                                .formatted(seed, law.getMessage(), new Shrinker(choices).story()),
                        law);
            }
        }
        tally.print("%,d schedules from seed %d".formatted(SCHEDULES, SEED), began);
        assertThat(tally.succeeded).as("operations that succeeded").isGreaterThan(SCHEDULES / 4L);
    }

    @Test
    void everyScheduleOfASmallWorldKeepsTheLaws() {
        long began = System.nanoTime();
        Tally tally = new Tally();
        int schedules = 0;
        for (Habits habits : habits()) {
            for (List<OperationKind> kinds : SMALL) {
                Setting setting =
                        Setting.small(FAULTS, habits, kinds.toArray(OperationKind[]::new));
                schedules += all(setting, tally);
            }
        }
        tally.print("all %,d schedules of %d fault(s)".formatted(schedules, FAULTS), began);
        assertThat(schedules).isGreaterThan(1_000);
    }

    private static int all(Setting setting, Tally tally) {
        int schedules = 0;
        int[] next = {};
        while (next != null) {
            Choices choices = Choices.of(next);
            try {
                tally.count(new Run(choices, setting, false).make());
            } catch (RuntimeException law) {
                throw new AssertionError(
                        law.getMessage() + "\n" + told(Choices.of(next), setting), law);
            }
            schedules++;
            next = choices.next();
        }
        return schedules;
    }

    private static Story told(Choices choices, Setting setting) {
        Run run = new Run(choices, setting, true);
        try {
            run.make();
        } catch (RuntimeException again) {
            // It is told for its story; the law is known.
        }
        return run.story();
    }

    /** An issuer that says what it can, and those that each leave one thing out. */
    private static List<Habits> habits() {
        List<Habits> habits = new ArrayList<>();
        habits.add(new Habits(true, true, false, false, 0));
        habits.add(new Habits(false, true, false, false, -3_000));
        habits.add(new Habits(false, false, true, true, 3_000));
        return habits;
    }

    private static final class Tally {

        private long schedules;
        private long operations;
        private long succeeded;
        private long inReview;

        void count(Run run) {
            schedules++;
            operations += run.laws().operations();
            succeeded += run.laws().succeeded();
            inReview += run.laws().inReview();
        }

        void print(String what, long began) {
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "Simulation: %s in %.1f s, %,.0f schedules/s; %,d operations,"
                            + " %,d succeeded, %,d in review; no law broken%n",
                    what, seconds, schedules / seconds, operations, succeeded, inReview);
        }
    }
}
