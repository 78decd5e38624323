package com.bananacards.bananatech;

import static com.bananacards.bananatech.EventType.*;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.Reading.Doubtful;
import com.bananacards.bananatech.Reading.Read;
import com.bananacards.bananatech.Reading.Unreadable;
import com.bananacards.testsupport.Samples;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The envelope does not sign its type: what was genuine under one type is no fact under any other. */
class TypeSwapTest {

    private static final int RANDOM_PAYLOADS = 20_000;

    /** Values that fit as many types as they can. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry(
                    "status", List.of("\"SUCCESS\"", "\"FAILED\"", "\"APPROVED\"", "\"PENDING\"")),
            Map.entry("card_status", List.of("\"LOCKED\"", "\"ACTIVE\"")),
            Map.entry("type", List.of("\"PURCHASE\"", "\"CORRECTION\"")),
            Map.entry("occur_time", List.of("1691249025085")),
            Map.entry("expire_time", List.of("1691249325085")),
            Map.entry("card_number", List.of("\"1234567890123456\"")),
            Map.entry("currency", List.of("\"USD\"")));

    private final IssuerFacts facts = FactsInMemory.byDefault();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<EventType> factsOf(IssuerFacts reader, String payload) {
        return Stream.of(EventType.values())
                .filter(type -> reader.read(type.name(), bytes(payload)) instanceof Read)
                .toList();
    }

    @Test
    void everySampleIsAFactOfItsOwnTypeAlone() {
        Samples.all()
                .forEach((name, sample) -> assertThat(factsOf(facts, sample))
                        .as(name)
                        .containsExactly(EventType.valueOf(Samples.typeOf(name))));
    }

    /** With all that its pages allow it to carry, in every type that may claim it. */
    @ParameterizedTest
    @EnumSource(EventType.class)
    void aPayloadWithEveryMemberOfItsTypeIsAFactOfNoOther(EventType type) {
        String payload = payload(type.members().toList(), new Random(1));
        if (type == TRANSACTION_CREATED) {
            payload = Samples.with(payload, "type", "\"PURCHASE\"");
        }

        assertThat(factsOf(facts, payload)).isSubsetOf(type);
    }

    @Test
    void noPayloadIsAFactOfTwoTypes() {
        Random random = new Random(20_261_125);
        int read = 0;
        for (int round = 0; round < RANDOM_PAYLOADS; round++) {
            EventType type = EventType.values()[random.nextInt(EventType.values().length)];
            List<String> members = new ArrayList<>(type.required());
            type.members()
                    .filter(one -> !members.contains(one) && random.nextBoolean())
                    .forEach(members::add);
            String payload = payload(members, random);

            List<EventType> taken = factsOf(facts, payload);

            assertThat(taken).as(payload).hasSizeLessThanOrEqualTo(1);
            read += taken.size();
        }
        assertThat(read).isGreaterThan(RANDOM_PAYLOADS / 4);
    }

    private static String payload(List<String> members, Random random) {
        return members.stream()
                .distinct()
                .map(name -> "\"" + name + "\":" + value(name, random))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(String name, Random random) {
        List<String> values = VALUES.getOrDefault(name, List.of("12345"));
        return values.get(random.nextInt(values.size()));
    }

    @Test
    void aMovementOfMoneyThatDoesNotSayOfWhichKindIsDoubtedUnderBothTypes() {
        String payload =
                "{\"card_id\":1,\"transaction_id\":2,\"amount\":5,\"occur_time\":1691249025085}";

        for (EventType type : List.of(TRANSACTION_CREATED, CARD_CORRECTION)) {
            assertThat(facts.read(type.name(), bytes(payload))).isInstanceOf(Doubtful.class);
            assertThat(facts.readRecord(type.name(), bytes(payload))).isInstanceOf(Read.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRANSACTION_CREATED | type | \"CORRECTION\"",
                "CARD_CORRECTION     | type | \"PURCHASE\"",
                "CARD_CORRECTION     | merchant | \"Corner Shop\""
            })
    void aValueOfTheOtherKindContradictsTheType(EventType type, String member, String value) {
        String payload = Samples.with(
                "{\"card_id\":1,\"transaction_id\":2,\"amount\":5,\"occur_time\":1691249025085}",
                member,
                value);

        assertThat(facts.read(type.name(), bytes(payload)))
                .isEqualTo(new Unreadable("contradicts_type", 1L, null));
    }

    /** A request of ours that came back: the confirmation of a challenge has all that the challenge has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user_id\":1,\"card_id\":1,\"challenge_id\":\"c\",\"approve\":true}",
                "{\"user_id\":1,\"card_id\":1,\"alter\":\"LOCK\"}",
                "{\"user_id\":1,\"card_id\":1,\"amount\":5}",
                "{\"user_id\":1,\"card_id\":1,\"pin\":\"483921\"}",
                "{\"user_id\":1,\"template_id\":1,\"card_number\":\"4926173805190000\"}"
            })
    void aRequestOfOursIsNoFactOfAnyType(String request) {
        assertThat(factsOf(facts, request)).isEmpty();
    }

    @Test
    void aCodeRequestNamesACodeAWalletOrAnExpiry() {
        String bare = "{\"card_id\":1,\"status\":\"SUCCESS\",\"occur_time\":1691249025085}";

        assertThat(factsOf(facts, bare)).containsExactly(CARD_ASSIGN_RESULT);
        for (String member : List.of("code", "wallet", "expire_time")) {
            assertThat(factsOf(facts, Samples.with(bare, member, "1691249325085")))
                    .containsExactly(CARD_VERIFICATION);
        }
    }

    /** The check is of the names that the issuer uses, not only of those in its documents. */
    @Test
    void aTypeIsToldByConfiguredNamesToo() {
        Map<String, String> names = new HashMap<>();
        names.put("bananatech.members.card_number", "pan");
        names.put("bananatech.members.challenge_id", "challenge");
        IssuerFacts renamed = FactsInMemory.with(names);
        String challenge = "{\"card_id\":1,\"challenge\":\"c\",\"expire_time\":1691249325085}";

        assertThat(factsOf(renamed, challenge)).containsExactly(CARD_3DS);
        assertThat(renamed.read("CARD_VERIFICATION", bytes(challenge)))
                .isEqualTo(new Unreadable("contradicts_type", 1L, null));
    }
}
