package com.bananacards.cards;

import com.bananacards.sensitive.TracedRows;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/** Cards whose number is known by its trace: without the key that made it the number becomes unknown. */
@ApplicationScoped
class TracedCards implements TracedRows {

    @Override
    public String count() {
        return """
            SELECT pan_key AS key, count(*) AS n FROM card
            WHERE pan_fingerprint IS NOT NULL GROUP BY 1\
            """;
    }

    @Override
    public List<String> name() {
        return List.of("""
            UPDATE card SET pan_key = $1 WHERE id IN (
                SELECT id FROM card WHERE pan_fingerprint IS NOT NULL AND pan_key IS NULL
                LIMIT $2 FOR UPDATE SKIP LOCKED)\
            """);
    }
}
