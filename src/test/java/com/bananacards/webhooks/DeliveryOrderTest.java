package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.EffectKey;
import com.bananacards.bananatech.FactsInMemory;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.Reading;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.CardholdersInMemory;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardState;
import com.bananacards.cards.CardStatus;
import com.bananacards.cards.CardsInMemory;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationsInMemory;
import com.bananacards.time.Ids;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The issuer's deliveries in every order, through all that applies them in production. Only the database is left out:
 * an effect counts once, what does not follow is parked, and what is parked is tried again after each move.
 */
class DeliveryOrderTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant TOLD = START.plusSeconds(60);
    private static final int DOUBLED_ORDERS = 20_000;
    private static final int SEED = 20_260_102;
    private static final long USER = 67_890;
    private static final long CARD = 12_345;
    private static final IssuerFacts READER = FactsInMemory.byDefault();

    /** A fact of a life; two facts never have the same time. */
    private enum Fact {
        ASSIGNED("CARD_ASSIGN_RESULT", ""),
        ACTIVATED("CARD_ACTIVATE_RESULT", ",\"card_number\":\"4111111111111111\""),
        LOCKED("CARD_STATUS_CHANGE", ",\"card_status\":\"LOCKED\""),
        UNLOCKED("CARD_STATUS_CHANGE", ",\"card_status\":\"ACTIVE\""),
        LOCKED_AGAIN("CARD_STATUS_CHANGE", ",\"card_status\":\"LOCKED\""),
        UNLOCKED_AGAIN("CARD_STATUS_CHANGE", ",\"card_status\":\"ACTIVE\""),
        LOCKED_FOR_GOOD("CARD_STATUS_CHANGE", ",\"card_status\":\"LOCKED\""),
        CLOSED("CARD_CLOSE_RESULT", ",\"refund_amount\":0");

        private final String type;
        private final Reading.Read reading;

        Fact(String type, String members) {
            String payload = "{\"card_id\":%d,\"status\":\"SUCCESS\",\"occur_time\":%d%s}"
                    .formatted(CARD, at().toEpochMilli(), members);
            this.type = type;
            this.reading =
                    (Reading.Read) READER.read(type, payload.getBytes(StandardCharsets.UTF_8));
        }

        Instant at() {
            return START.plusSeconds(ordinal());
        }

        EffectKey effect() {
            return reading.effect();
        }

        Claimed told(Source source) {
            return new Claimed(Ids.next(), type, source, 0, reading);
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

    /** Where a life ends: its card, the assignment that it came of, and the effects that were had. */
    private record End(CardState card, OperationStatus assignment, Set<EffectKey> effects) {}

    /** One cardholder whose card is to be assigned, and the inbox in front of them. */
    private static InboxInMemory receiver() {
        Cardholder holder = CardholdersInMemory.pending(USER, START);
        Intent assign = Intent.ofCardholder(OperationKind.CARD_ASSIGN, holder.id(), 1, null);
        Operation assignment = OperationsInMemory.pending(assign, CARD, START);
        return new InboxInMemory(List.of(holder), List.of(assignment));
    }

    private static End oneByOne(List<Claimed> delivered) {
        InboxInMemory inbox = receiver();
        delivered.forEach(one -> inbox.batch(List.of(one), TOLD));
        return ended(inbox);
    }

    private static End inOneBatch(List<Claimed> delivered) {
        InboxInMemory inbox = receiver();
        inbox.batch(delivered, TOLD);
        return ended(inbox);
    }

    /** Where the card is in the end; something still parked is no end. */
    private static End ended(InboxInMemory inbox) {
        List<Card> cards = inbox.cards();
        if (inbox.hasParked() || cards.size() != 1) {
            return null;
        }
        return new End(
                CardsInMemory.state(cards.getFirst()),
                inbox.operations().getFirst().status(),
                inbox.effects());
    }

    /** Compares orders with the end that the life should have, and keeps count. */
    private static final class Comparison implements Consumer<List<Claimed>> {

        private final End expected;
        private int orders;
        private int wrong;
        private List<Claimed> firstWrong = List.of();

        Comparison(List<Fact> life) {
            expected = new End(
                    new CardState(statusAfter(life.getLast()), life.getLast().at()),
                    OperationStatus.SUCCEEDED,
                    life.stream().map(Fact::effect).collect(Collectors.toSet()));
        }

        private static CardStatus statusAfter(Fact last) {
            return switch (last) {
                case ASSIGNED -> CardStatus.TBA;
                case ACTIVATED, UNLOCKED, UNLOCKED_AGAIN -> CardStatus.ACTIVE;
                case LOCKED, LOCKED_AGAIN, LOCKED_FOR_GOOD -> CardStatus.LOCKED;
                case CLOSED -> CardStatus.CLOSED;
            };
        }

        @Override
        public void accept(List<Claimed> order) {
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
                permute(once(life.subList(0, length)), 0, comparison);
                ofThisLength *= length;
                comparison.holds(ofThisLength);
                orders += comparison.orders;
            }
            assertThat(orders).as("orders of %s and its prefixes", life).isEqualTo(5_913);
        }
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
            List<Claimed> order = twice(life);
            for (int i = 0; i < DOUBLED_ORDERS; i++) {
                Collections.shuffle(order, random);
                comparison.accept(order);
            }
            comparison.holds(DOUBLED_ORDERS);
        }
    }

    private static List<Claimed> once(List<Fact> life) {
        return life.stream()
                .map(fact -> fact.told(Source.WEBHOOK))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** By webhook, and by the issuer's records. */
    private static List<Claimed> twice(List<Fact> life) {
        List<Claimed> doubled = once(life);
        life.forEach(fact -> doubled.add(fact.told(Source.BACKFILL)));
        return doubled;
    }

    private static void permute(List<Claimed> order, int fixed, Consumer<List<Claimed>> visit) {
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
