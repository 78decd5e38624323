package com.bananacards.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class IdsTest {

    private final Ids ids = new Ids();

    @Test
    void noCodeComesTwiceBeforeAllCame() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            codes.add(ids.nextCode());
        }

        assertThat(codes).hasSize(1_000_000).allMatch(code -> code.length() == 6);
    }

    @Test
    void codesAreTheSameInEachRun() {
        assertThat(ids.nextCode()).isEqualTo(new Ids().nextCode());
    }

    /** Else a search for leaked codes finds them by chance, in the column of transactions. */
    @Test
    void noNumberIsAsLongAsACode() {
        assertThat(ids.nextUser() + " " + ids.nextCard() + " " + ids.nextTransaction())
                .doesNotContainPattern("\\b[0-9]{6}\\b");
    }

    @Test
    void whatWasSavedGoesOn() {
        String first = ids.nextCode();
        JsonObject saved = ids.save();
        String second = ids.nextCode();
        Ids restored = new Ids();

        restored.load(saved);

        assertThat(restored.nextCode()).isEqualTo(second).isNotEqualTo(first);
    }
}
