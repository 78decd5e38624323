package com.bananacards.console;

import com.bananacards.cardholders.CardholderView;
import com.bananacards.cards.CardView;
import com.bananacards.operations.OperationView;
import com.bananacards.webhooks.DeliveryView;

import io.quarkus.runtime.annotations.RegisterForReflection;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * One thing that a search found.
 *
 * @param title what to show of it in a line
 * @param matched what of it was looked for: {@code id}, {@code issuer_card_id}, {@code issuer_user_id}, {@code
 *     issuer_number}, {@code last4} or {@code email}
 */
@RegisterForReflection
record Found(Type type, UUID id, String title, String status, String matched) {

    /** What can be found; as the API spells it. */
    enum Type {
        card,
        cardholder,
        operation,
        delivery
    }

    static List<Found> cards(List<CardView> cards, String matched) {
        return cards.stream()
                .map(card -> new Found(
                        Type.card,
                        card.id(),
                        words(card.type()) + " card"
                                + (card.last4() == null ? "" : " ending in " + card.last4()),
                        card.status().name(),
                        matched))
                .toList();
    }

    static List<Found> cardholders(List<CardholderView> people, String matched) {
        return people.stream()
                .map(one -> new Found(
                        Type.cardholder, one.id(), one.email(), one.status().name(), matched))
                .toList();
    }

    static List<Found> operations(List<OperationView> operations, String matched) {
        return operations.stream()
                .map(one -> new Found(
                        Type.operation,
                        one.id(),
                        words(one.kind())
                                + (one.amount() == null
                                        ? ""
                                        : " of " + one.amount() + " " + one.currency()),
                        one.status().name(),
                        matched))
                .toList();
    }

    static Found delivery(DeliveryView delivery, String matched) {
        return new Found(
                Type.delivery, delivery.id(), delivery.type(), delivery.status().name(), matched);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
