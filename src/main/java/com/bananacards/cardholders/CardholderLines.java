package com.bananacards.cardholders;

import com.bananacards.journal.Line;

import java.time.Instant;
import java.util.Locale;

/** The journal's words for what happens to a cardholder. */
final class CardholderLines {

    static final String UPDATED = "cardholder.updated";

    private CardholderLines() {}

    static Line.Builder about(Cardholder cardholder, Instant at, String kind, String predicate) {
        return Line.of(at, kind, "The cardholder " + predicate)
                .cardholder(cardholder.id)
                .issuerUser(cardholder.issuerUserId);
    }

    static Line.Builder moved(Cardholder cardholder, Instant at) {
        String status = cardholder.status.name().toLowerCase(Locale.ROOT);
        String kind = switch (cardholder.status) {
            case PENDING -> "CardholderRegistered";
            case APPROVED -> "CardholderApproved";
            case REJECTED -> "CardholderRejected";
        };
        return about(cardholder, at, kind, "is " + status).with("reason", cardholder.reason);
    }
}
