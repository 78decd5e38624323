package com.bananacards.bananatech;

import com.bananacards.bananatech.BananatechConfig.Literals;
import com.fasterxml.jackson.databind.JsonNode;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a payload's members against a type, by the names that the issuer is configured to use. Pure. */
@Singleton
class TypeCheck {

    private final IssuerJson json;
    private final Literals literals;
    private final Map<EventType, Set<String>> foreign = new EnumMap<>(EventType.class);
    private final Set<String> vocabulary;

    @Inject
    TypeCheck(IssuerJson json, BananatechConfig config) {
        this.json = json;
        this.literals = config.literals();
        for (EventType type : EventType.values()) {
            foreign.put(type, foreignNames(type));
        }
        vocabulary = Arrays.stream(EventType.values())
                .flatMap(EventType::members)
                .map(json::nameOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A name that is also one of the type's own, because it was configured so, says nothing. */
    private Set<String> foreignNames(EventType type) {
        Set<String> names = type.foreign().map(json::nameOf).collect(Collectors.toSet());
        names.removeAll(type.members().map(json::nameOf).collect(Collectors.toSet()));
        return Set.copyOf(names);
    }

    int unknownMembers(JsonNode payload) {
        int unknown = 0;
        for (Iterator<String> names = payload.fieldNames(); names.hasNext(); ) {
            unknown += vocabulary.contains(names.next()) ? 0 : 1;
        }
        return unknown;
    }

    /** Why a payload can't be of this type, or empty. */
    Optional<String> misfit(EventType type, JsonNode payload) {
        if (carriesForeignMember(type, payload)) {
            return Optional.of("contradicts_type");
        }
        return type.required().stream().allMatch(member -> json.has(payload, member))
                ? Optional.empty()
                : Optional.of("incomplete");
    }

    private boolean carriesForeignMember(EventType type, JsonNode payload) {
        Set<String> others = foreign.getOrDefault(type, Set.of());
        for (Iterator<String> names = payload.fieldNames(); names.hasNext(); ) {
            if (others.contains(names.next())) {
                return true;
            }
        }
        return false;
    }

    /** True when values say that the payload is of another type, though its members fit this one too. */
    boolean saysOtherwise(EventType type, JsonNode payload) {
        Optional<String> kind = json.text(payload, "type");
        return switch (type) {
            case TRANSACTION_CREATED ->
                kind.filter(literals.correction()::equals).isPresent();
            case CARD_CORRECTION ->
                kind.map(word -> !word.equals(literals.correction()))
                        .orElse(json.has(payload, "merchant"));
            case USER_CREATE_RESULT,
                    CARD_APPLY_RESULT,
                    CARD_ACTIVATE_RESULT,
                    CARD_ASSIGN_RESULT,
                    CARD_STATUS_CHANGE,
                    CARD_RECHARGE_RESULT,
                    CARD_CLOSE_RESULT,
                    CARD_3DS,
                    CARD_VERIFICATION,
                    CARD_BALANCE_CHANGE -> false;
        };
    }
}
