package com.bananacards.cards;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The issuer's deliveries in every order. A card is moved by its own code; around it stands what the inbox does: an
 * effect counts once, what does not follow is parked, and what is parked is tried again after each move.
 */
class DeliveryOrderTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final int DOUBLED_ORDERS = 20_000;
    private static final int SEED = 20_260_102;

    /** A fact of a life; two facts never have the same time. */
    private enum Fact {
        ASSIGNED,
        ACTIVATED,
        LOCKED,
        UNLOCKED,
        LOCKED_AGAIN,
        UNLOCKED_AGAIN,
        LOCKED_FOR_GOOD,
        CLOSED;

        Instant at() {
            return START.plusSeconds(ordinal());
        }
    }

    private static final List<Fact> CLOSED_IN_THE_END = List.of(
            Fact.ASSIGNED,
            Fact.ACTIVATED,
            Fact.LOCKED,
            Fact.UNLOCKED,
            Fact.LOCKED_AGAIN,
            Fact.UNLOCKED_AGAIN,
            Fact.CLOSED);

    private static final List<Fact> LOCKED_IN_THE_END = List.of(
            Fact.ASSIGNED,
            Fact.ACTIVATED,
            Fact.LOCKED,
            Fact.UNLOCKED,
            Fact.LOCKED_AGAIN,
            Fact.UNLOCKED_AGAIN,
            Fact.LOCKED_FOR_GOOD);

    private enum Outcome {
        APPLIED,
        DONE,
        PARKED
    }

    /** One card and the inbox in front of it. */
    private static final class Receiver {

        private final Set<Fact> known = new HashSet<>();
        private List<Fact> parked = new ArrayList<>();
        private Card card;

        /** One batch: pass after pass while something moves, as the inbox does it. */
        void batch(List<Fact> delivered) {
            List<Fact> left = new ArrayList<>(parked);
            left.addAll(delivered);
            boolean moved = true;
            while (moved && !left.isEmpty()) {
                moved = false;
                List<Fact> stillParked = new ArrayList<>();
                for (Fact fact : left) {
                    Outcome outcome = once(fact);
                    moved |= outcome == Outcome.APPLIED;
                    if (outcome == Outcome.PARKED) {
                        stillParked.add(fact);
                    }
                }
                left = stillParked;
            }
            parked = left;
        }

        private Outcome once(Fact fact) {
            if (known.contains(fact)) {
                return Outcome.DONE;
            }
            Outcome outcome = apply(fact);
            if (outcome != Outcome.PARKED) {
                known.add(fact);
            }
            return outcome;
        }

        private Outcome apply(Fact fact) {
            return switch (fact) {
                case ASSIGNED -> assigned(fact);
                case ACTIVATED -> happened(new CardEvent.Activated(fact.at()));
                case LOCKED, LOCKED_AGAIN, LOCKED_FOR_GOOD ->
                    happened(new CardEvent.Locked(fact.at()));
                case UNLOCKED, UNLOCKED_AGAIN -> happened(new CardEvent.Unlocked(fact.at()));
                case CLOSED -> happened(new CardEvent.Closed(fact.at()));
            };
        }

        private Outcome assigned(Fact fact) {
            if (card != null) {
                return Outcome.DONE;
            }
            card = new Card();
            card.status = CardStatus.TBA;
            card.factAt = fact.at();
            return Outcome.APPLIED;
        }

        private Outcome happened(CardEvent event) {
            if (card == null) {
                return Outcome.PARKED;
            }
            return switch (card.apply(event, START)) {
                case CardTransition.Moved ignored -> Outcome.APPLIED;
                case CardTransition.Repeated ignored -> Outcome.DONE;
                case CardTransition.Superseded ignored -> Outcome.DONE;
                case CardTransition.Refused ignored -> Outcome.PARKED;
            };
        }

        CardState state() {
            return card == null ? null : new CardState(card.status, card.factAt);
        }
    }

    private static CardState oneByOne(List<Fact> delivered) {
        Receiver receiver = new Receiver();
        delivered.forEach(fact -> receiver.batch(List.of(fact)));
        return ended(receiver);
    }

    private static CardState inOneBatch(List<Fact> delivered) {
        Receiver receiver = new Receiver();
        receiver.batch(delivered);
        return ended(receiver);
    }

    /** Where the card is in the end; something still parked is no end. */
    private static CardState ended(Receiver receiver) {
        return receiver.parked.isEmpty() ? receiver.state() : null;
    }

    /** Compares orders with the in-order end, and keeps count. */
    private static final class Comparison implements Consumer<List<Fact>> {

        private final CardState expected;
        private int orders;
        private int wrong;
        private List<Fact> firstWrong = List.of();

        Comparison(List<Fact> life) {
            expected = requireNonNull(oneByOne(life));
        }

        @Override
        public void accept(List<Fact> order) {
            orders++;
            if (expected.equals(oneByOne(order)) && expected.equals(inOneBatch(order))) {
                return;
            }
            firstWrong = wrong == 0 ? List.copyOf(order) : firstWrong;
            wrong++;
        }

        void holds(int expectedOrders) {
            assertThat(orders).isEqualTo(expectedOrders);
            assertThat(wrong)
                    .as(
                            "of %d orders end other than %s; the first: %s",
                            orders, expected, firstWrong)
                    .isZero();
        }
    }

    @Test
    void everyDeliveryOrderEndsInTheSameStatus() {
        for (List<Fact> life : List.of(CLOSED_IN_THE_END, LOCKED_IN_THE_END)) {
            int orders = 0;
            int ofThisLength = 1;
            for (int length = 1; length <= life.size(); length++) {
                Comparison comparison = new Comparison(life.subList(0, length));
                permute(new ArrayList<>(life.subList(0, length)), 0, comparison);
                ofThisLength *= length;
                comparison.holds(ofThisLength);
                orders += comparison.orders;
            }
            assertThat(orders).as("orders of %s and its prefixes", life).isEqualTo(5_913);
        }
    }

    @Test
    void aLifeInItsOwnOrderEndsWhereItShould() {
        assertThat(oneByOne(CLOSED_IN_THE_END))
                .isEqualTo(new CardState(CardStatus.CLOSED, Fact.CLOSED.at()));
        assertThat(oneByOne(LOCKED_IN_THE_END))
                .isEqualTo(new CardState(CardStatus.LOCKED, Fact.LOCKED_FOR_GOOD.at()));
    }

    @Test
    void everyOrderOfAShortLifeDeliveredTwiceEndsInTheSameStatus() {
        List<Fact> life = CLOSED_IN_THE_END.subList(0, 4);
        Comparison comparison = new Comparison(life);
        permute(twice(life), 0, comparison);
        comparison.holds(40_320);
    }

    @Test
    void aLifeDeliveredTwiceInAnyOrderEndsInTheSameStatus() {
        Random random = new Random(SEED);
        for (List<Fact> life : List.of(CLOSED_IN_THE_END, LOCKED_IN_THE_END)) {
            Comparison comparison = new Comparison(life);
            List<Fact> order = twice(life);
            for (int i = 0; i < DOUBLED_ORDERS; i++) {
                Collections.shuffle(order, random);
                comparison.accept(order);
            }
            comparison.holds(DOUBLED_ORDERS);
        }
    }

    private static List<Fact> twice(List<Fact> life) {
        List<Fact> doubled = new ArrayList<>(life);
        doubled.addAll(life);
        return doubled;
    }

    private static void permute(List<Fact> order, int fixed, Consumer<List<Fact>> visit) {
        if (fixed == order.size()) {
            visit.accept(order);
            return;
        }
        for (int i = fixed; i < order.size(); i++) {
            Collections.swap(order, fixed, i);
            permute(order, fixed + 1, visit);
            Collections.swap(order, fixed, i);
        }
    }
}
