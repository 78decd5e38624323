package com.bananacards.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.operations.Testimony.Says;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Every combination of what four witnesses can say, against the rule in words. */
class VerdictTest {

    private static final Says[] SAYS = Says.values();

    @Test
    void moneyIsCalledMovedOrNotOnlyWhereTwoAgreeAndNobodyContradicts() {
        for (List<Testimony> all : everything()) {
            long moved = count(all, Says.MOVED);
            long not = count(all, Says.NOT_MOVED);
            Verdict expected = moved >= 2 && not == 0
                    ? Verdict.MOVED
                    : not >= 2 && moved == 0 ? Verdict.NOT_MOVED : Verdict.UNDECIDED;

            assertThat(Verdict.of(all, Verdict.FOR_MONEY)).as(all.toString()).isEqualTo(expected);
        }
    }

    @Test
    void oneWitnessIsOneHoweverOftenItSpeaks() {
        Testimony same = Testimony.moved(Witness.TRANSACTIONS, "one");

        assertThat(Verdict.of(List.of(same, same, same), 2)).isEqualTo(Verdict.UNDECIDED);
        assertThat(Verdict.of(List.of(same), 1)).isEqualTo(Verdict.MOVED);
    }

    @Test
    void aWitnessThatContradictsItselfDecidesNothing() {
        List<Testimony> both = List.of(
                Testimony.moved(Witness.TRANSACTIONS, "one"),
                Testimony.notMoved(Witness.TRANSACTIONS, "other"),
                Testimony.moved(Witness.CARD_BALANCE, "more"));

        assertThat(Verdict.of(both, 1)).isEqualTo(Verdict.UNDECIDED);
    }

    private static long count(List<Testimony> all, Says says) {
        return all.stream().filter(one -> one.says() == says).count();
    }

    private static List<List<Testimony>> everything() {
        List<List<Testimony>> all = new ArrayList<>(List.of(List.of()));
        for (Witness witness : Witness.values()) {
            List<List<Testimony>> longer = new ArrayList<>();
            for (List<Testimony> some : all) {
                for (Says says : SAYS) {
                    List<Testimony> more = new ArrayList<>(some);
                    more.add(new Testimony(witness, says, ""));
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }
}
