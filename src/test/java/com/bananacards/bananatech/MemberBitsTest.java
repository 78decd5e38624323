package com.bananacards.bananatech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class MemberBitsTest {

    private final MemberBits bits = new MemberBits(Set.of("card", "user"), Set.of("user", "pin"));

    private MemberBits.Found in(String payload) throws Exception {
        return bits.in(new JsonMapper().readTree(payload));
    }

    @Test
    void aNullIsThereAndHasNoValue() throws Exception {
        MemberBits.Found found = in("{\"card\": null, \"user\": 1}");

        assertThat(found.there()).isEqualTo(bits.of(Set.of("card", "user")));
        assertThat(found.valued()).isEqualTo(bits.of(Set.of("user")));
    }

    /** What only our requests have is known, so that a reflected one is seen, and no member of an event. */
    @Test
    void aMemberOfNoEventIsUnknown() throws Exception {
        MemberBits.Found found = in("{\"card\": 1, \"user\": 2, \"pin\": 3, \"shiny\": 4}");

        assertThat(found.there()).isEqualTo(bits.all());
        assertThat(found.unknown()).isEqualTo(2);
    }

    @Test
    void moreNamesThanBitsAreRefused() {
        Set<String> many = IntStream.rangeClosed(0, Long.SIZE)
                .mapToObj(n -> "m" + n)
                .collect(Collectors.toSet());

        assertThatThrownBy(() -> new MemberBits(many, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
