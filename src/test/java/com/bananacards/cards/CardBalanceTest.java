package com.bananacards.cards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** News of a card's money, in whatever order they come. */
class CardBalanceTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final CardBalance EMPTY =
            new CardBalance(BigDecimal.ZERO, BigDecimal.ZERO, null, null);

    private static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    private static UnaryOperator<CardBalance> stated(String total, int second) {
        return known -> known.stated(money(total), money(total), at(second));
    }

    private static UnaryOperator<CardBalance> received(String amount, int second) {
        return known -> known.received(money(amount), at(second));
    }

    @Test
    void everyOrderOfARechargeAndTheBalancesAroundItEndsAlike() {
        List<UnaryOperator<CardBalance>> news = List.of(
                stated("100.00", 1),
                received("50.00", 2),
                stated("150.00", 2),
                stated("120.00", 3));

        for (List<UnaryOperator<CardBalance>> order : orders(news)) {
            CardBalance known = EMPTY;
            for (UnaryOperator<CardBalance> one : order) {
                known = one.apply(known);
            }
            assertThat(known.total()).isEqualByComparingTo("120.00");
            assertThat(known.at()).isEqualTo(at(3));
        }
    }

    @Test
    void aRechargeThatTheBalanceContainsIsNotAddedAgain() {
        CardBalance known = stated("150.00", 2).apply(EMPTY);

        assertThat(received("50.00", 2).apply(known)).isSameAs(known);
        assertThat(received("50.00", 1).apply(known)).isSameAs(known);
        assertThat(received("50.00", 3).apply(known).total()).isEqualByComparingTo("200.00");
    }

    @Test
    void twoRechargesAddUpWhicheverComesFirst() {
        CardBalance known = stated("100.00", 1).apply(EMPTY);

        for (List<UnaryOperator<CardBalance>> order :
                orders(List.of(received("10.00", 2), received("20.00", 3), received("5.00", 3)))) {
            CardBalance then = known;
            for (UnaryOperator<CardBalance> one : order) {
                then = one.apply(then);
            }
            assertThat(then.total()).isEqualByComparingTo("135.00");
            assertThat(then.at()).isEqualTo(at(3));
        }
    }

    @Test
    void anOlderBalanceChangesNothing() {
        CardBalance known = stated("150.00", 2).apply(EMPTY);

        assertThat(stated("10.00", 1).apply(known)).isSameAs(known);
        assertThat(stated("10.00", 2).apply(known).available()).isEqualByComparingTo("10.00");
    }

    @Test
    void aClosureLeavesNothingAndKeepsTheNewestTime() {
        CardBalance known = stated("150.00", 2).apply(EMPTY);

        assertThat(known.emptied(at(1)).at()).isEqualTo(at(2));
        assertThat(known.emptied(at(3)).at()).isEqualTo(at(3));
        assertThat(known.emptied(at(3)).total()).isZero();
    }

    private static <T> List<List<T>> orders(List<T> some) {
        if (some.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (T first : some) {
            List<T> rest = new ArrayList<>(some);
            rest.remove(first);
            for (List<T> order : orders(rest)) {
                List<T> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }
}
