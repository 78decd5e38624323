package com.bananacards.journal;

import com.bananacards.sensitive.Attestation;
import com.bananacards.sensitive.Attestation.Voucher;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A link of the chain that was vouched for: whoever rewrites lines before it can't vouch for it again. */
record Checkpoint(Position position, Link link, Instant at, Voucher voucher) {

    static final String COLUMNS = "txid::text::bigint AS txid, position, sequence, hash,"
            + " (extract(epoch FROM at) * 1000)::bigint AS at_ms, key_id, mac";

    static Checkpoint of(Position position, Link link, Instant at, Attestation attestation) {
        return new Checkpoint(position, link, at, attestation.vouch(text(position, link, at)));
    }

    static Checkpoint of(Row row) {
        return of(
                row,
                new Position(row.getLong("txid"), row.getLong("position")),
                new Link(row.getLong("sequence"), bytes(row, "hash")));
    }

    static Checkpoint of(Row row, Position position, Link link) {
        return new Checkpoint(
                position,
                link,
                Instant.ofEpochMilli(row.getLong("at_ms")),
                new Voucher(row.getString("key_id"), bytes(row, "mac")));
    }

    static byte[] bytes(Row row, String column) {
        Buffer buffer = row.getDelegate().getBuffer(column);
        return buffer.getBytes();
    }

    /** Empty when its key is gone. */
    Optional<Boolean> holds(Attestation attestation) {
        return attestation.holds(text(position, link, at), voucher);
    }

    boolean isOf(Link other) {
        return link.sequence() == other.sequence() && Arrays.equals(link.hash(), other.hash());
    }

    private static String text(Position position, Link link, Instant at) {
        return String.join(
                "\n",
                "journal checkpoint",
                position.text(),
                Long.toString(link.sequence()),
                HexFormat.of().formatHex(link.hash()),
                Long.toString(at.toEpochMilli()));
    }
}
