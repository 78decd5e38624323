package com.bananacards.webhooks;

import org.jspecify.annotations.Nullable;

/** Says in plain words why a delivery is where it is. Pure. */
final class ParkedWords {

    private ParkedWords() {}

    static String why(Delivery delivery) {
        return switch (delivery.status) {
            case STORED -> "It is stored and waits for its turn.";
            case APPLIED -> "It had its effect.";
            case REPEATED -> "Its effect was had before; nothing changed.";
            case SUPERSEDED -> "Something newer was applied before it; nothing changed.";
            case PARKED -> parked(delivery.reason) + " " + next(delivery);
        };
    }

    private static String next(Delivery delivery) {
        return delivery.nextAttemptAt == null
                ? "It is not tried again by itself: it waits for a person."
                : "It is tried again by itself.";
    }

    private static String parked(@Nullable String reason) {
        return switch (String.valueOf(reason)) {
            case "unknown_type" -> "This service does not know its type.";
            case "contradicts_type" ->
                "What it holds does not belong to the type it claims: it may have been resent"
                        + " under another type.";
            case "ambiguous_type" ->
                "What it holds could be of two types. It counts when the issuer's records tell"
                        + " the same.";
            case "incomplete" -> "Something that its type needs is missing.";
            case "unknown_status" -> "It says a status that this service does not know.";
            case "no_json_object" -> "It holds no JSON object.";
            case "payload_gone" ->
                "Its payload was purged, or its key is gone: it can't be read any more.";
            case "unknown_card" -> "There is no card of this number here yet.";
            case "unknown_user" -> "There is no cardholder of this number here yet.";
            case "no_open_operation" -> "No operation is open that it could be the result of.";
            case "two_operations_fit" -> "It could be the result of two operations.";
            case "not_applicable" -> "The card's status does not allow what it says.";
            case "contradicts_status" -> "It contradicts the card's status.";
            case "card_number_differs" -> "Its card number is another than the card's.";
            case "currency_differs" -> "Its currency is another than the card's.";
            case "older_than_memory" ->
                "It is older than effects are remembered: whether it was had before nobody knows.";
            case "failed" -> "Applying it failed here; the log says more under its id.";
            default -> "It can't be applied now (" + reason + ").";
        };
    }
}
