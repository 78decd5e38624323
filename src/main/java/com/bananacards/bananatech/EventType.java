package com.bananacards.bananatech;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The issuer's webhook events: for each, the members that make it what it is and those it may also carry.
 *
 * <p>The envelope does not sign its type, so a payload is held against the type it claims: a member that belongs only
 * to other types, or a missing one of its own, shows that the type was swapped. Members that no type knows say nothing.
 * <p>Source: pages {@code /webhook-event-types} and {@code /04-physical-cards}; what they leave open is lenient here.
 */
public enum EventType {
    USER_CREATE_RESULT("user_id status", "message occur_time"),
    CARD_APPLY_RESULT("template_id user_id status occur_time", "card_id error_reason message"),
    CARD_ACTIVATE_RESULT("card_id card_number status occur_time", "error_reason message"),
    CARD_ASSIGN_RESULT("status occur_time", "card_id user_id error_reason message"),
    CARD_STATUS_CHANGE("card_id status card_status occur_time", "error_reason message"),
    CARD_RECHARGE_RESULT(
            "card_id receive_amount status occur_time",
            "transaction_id currency template_id user_id description error_reason message"),
    CARD_CLOSE_RESULT(
            "card_id refund_amount status",
            "transaction_id occur_time currency user_id description error_reason message"),
    TRANSACTION_CREATED(
            "card_id transaction_id amount",
            "type status currency occur_time merchant description user_id message"),
    CARD_CORRECTION(
            "card_id amount",
            "transaction_id type status currency occur_time description user_id reason message"
                    + " merchant"),
    CARD_3DS(
            "card_id challenge_id",
            "amount currency merchant expire_time occur_time user_id type status"),
    CARD_VERIFICATION(
            "card_id",
            "code wallet expire_time occur_time user_id type status description message"),
    CARD_BALANCE_CHANGE("card_id amount available", "before_available currency occur_time user_id");

    /** What only our own requests carry: a payload with one of these was reflected, whatever else it holds. */
    private static final String OF_REQUESTS =
            "alter approve pin deposit_amount kyc_data webhook_url";

    private static final Map<String, EventType> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final Set<String> required;
    private final Set<String> optional;

    EventType(String required, String optional) {
        this.required = Set.of(required.split(" "));
        this.optional = Set.of(optional.split(" "));
    }

    /** The type of this name, or empty for one that is not documented. */
    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    Set<String> required() {
        return required;
    }

    /** The members of all types. */
    static Stream<String> vocabulary() {
        return Arrays.stream(values()).flatMap(EventType::members);
    }

    static Stream<String> membersOfRequests() {
        return Arrays.stream(OF_REQUESTS.split(" "));
    }

    Stream<String> members() {
        return Stream.concat(required.stream(), optional.stream());
    }
}
