package com.bananacards.operations;

import com.bananacards.sensitive.TracedRows;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/** Open operations with a card number's trace, and the digests of bodies that idempotency keys hold. */
@ApplicationScoped
class TracedOperations implements TracedRows {

    @Override
    public String count() {
        return """
            SELECT key, sum(n)::bigint AS n FROM (
                SELECT pan_key AS key, count(*) AS n FROM operation
                WHERE pan_fingerprint IS NOT NULL AND settled_at IS NULL GROUP BY 1
                UNION ALL SELECT digest_key, count(*) FROM idempotency_key GROUP BY 1
            ) AS rows GROUP BY 1\
            """;
    }

    @Override
    public List<String> name() {
        return List.of("""
            UPDATE operation SET pan_key = $1 WHERE id IN (
                SELECT id FROM operation
                WHERE pan_fingerprint IS NOT NULL AND settled_at IS NULL AND pan_key IS NULL
                LIMIT $2 FOR UPDATE SKIP LOCKED)\
            """, """
            UPDATE idempotency_key SET digest_key = $1 WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM idempotency_key WHERE digest_key IS NULL
                LIMIT $2 FOR UPDATE SKIP LOCKED))\
            """);
    }
}
