package com.bananacards.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;

/** Each webhook once, and every card in its newest state: counted in the database when all is applied. */
final class Checks {

    private static final String OURS =
            " FROM delivery_now WHERE source = 'WEBHOOK' AND issuer_card_id <= ";

    private final Ground ground;

    Checks(Ground ground) {
        this.ground = ground;
    }

    /** @throws IllegalStateException saying what was lost, had twice, or is old */
    String exactlyOnceAndNewest() {
        ground.applied();
        Database database = ground.database();
        String ours = OURS + ground.events().cards();
        long made = ground.events().made();
        long stored = database.number("SELECT count(*)" + ours);
        long done = database.number(
                "SELECT count(*)" + ours + " AND status IN ('APPLIED', 'SUPERSEDED', 'REPEATED')");
        long applied = database.number("SELECT count(*)" + ours + " AND status = 'APPLIED'");
        long effects = database.number(
                "SELECT count(*) FROM effect WHERE delivery_id IN (SELECT id" + ours + ")");
        long lines = database.number("SELECT count(*) FROM journal WHERE delivery_id IN (SELECT id"
                + ours + ") AND kind IN ('CardLocked', 'CardUnlocked')");
        same("stored", made, stored);
        same("applied", made, done);
        same("effects", made, effects);
        same("journal lines", applied, lines);
        newest();
        return made + " webhooks: each stored once, applied once, " + lines
                + " of them journaled (the others were older than what was known); "
                + ground.events().cards() + " cards in their newest state";
    }

    private static void same(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(what + ": " + found + " instead of " + expected);
        }
    }

    private void newest() {
        try (PreparedStatement query = ground.database()
                .connection()
                .prepareStatement(
                        "SELECT issuer_card_id, status, fact_at FROM card WHERE issuer_card_id"
                                + " <= ?")) {
            query.setInt(1, ground.events().cards());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    newest(row.getInt(1), row.getString(2), row.getTimestamp(3));
                }
            }
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private void newest(int card, String status, Timestamp at) {
        if (ground.events().newest(card) == 0) {
            return;
        }
        same("time of card " + card, ground.events().newest(card), at.getTime());
        String expected = ground.events().isLocked(card) ? "LOCKED" : "ACTIVE";
        if (!status.equals(expected)) {
            throw new IllegalStateException("card " + card + " is " + status);
        }
    }
}
