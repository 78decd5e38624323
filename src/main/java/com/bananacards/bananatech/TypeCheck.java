package com.bananacards.bananatech;

import com.bananacards.bananatech.BananatechConfig.Literals;
import com.fasterxml.jackson.databind.JsonNode;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds a payload's members against a type, by the names that the issuer is configured to use. Pure. */
@Singleton
class TypeCheck {

    private final IssuerJson json;
    private final Literals literals;
    private final MemberBits bits;
    private final Map<EventType, Long> required = new EnumMap<>(EventType.class);
    private final Map<EventType, Long> foreign = new EnumMap<>(EventType.class);

    @Inject
    TypeCheck(IssuerJson json, BananatechConfig config) {
        this.json = json;
        this.literals = config.literals();
        bits = new MemberBits(names(EventType.vocabulary()), names(EventType.membersOfRequests()));
        for (EventType type : EventType.values()) {
            required.put(type, bits.of(names(type.required().stream())));
            // A name that is also one of the type's own, because it was configured so, says
            // nothing.
            long own = bits.of(names(type.members()));
            foreign.put(type, bits.all() & ~own);
        }
    }

    private Set<String> names(Stream<String> members) {
        return members.map(json::nameOf).collect(Collectors.toSet());
    }

    /** Which of the known members a payload has. Found once, and held against each type. */
    MemberBits.Found members(JsonNode payload) {
        return bits.in(payload);
    }

    /** Why a payload with these members can't be of this type, or empty. */
    Optional<String> misfit(EventType type, MemberBits.Found members) {
        if ((members.there() & foreign.getOrDefault(type, 0L)) != 0) {
            return Optional.of("contradicts_type");
        }
        long needed = required.getOrDefault(type, 0L);
        return (members.valued() & needed) == needed ? Optional.empty() : Optional.of("incomplete");
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
