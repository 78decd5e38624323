package com.bananacards.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One link of the chain that the journal's lines hang on.
 *
 * @param sequence 1 for the first line ever, then without a gap
 * @param hash SHA-256 of the link before and the line: 32 bytes
 */
record Link(long sequence, byte[] hash) {

    /** Before the first line. */
    static final Link START = new Link(0, new byte[32]);

    /**
     * A line as one text, the same on every server and in every time zone. A column that the journal gets later is not
     * in it: it would break the lines that were sealed without it.
     */
    static final String LINE = """
        json_build_array(txid::text, position, extract(epoch FROM at)::text, kind, summary, cardholder_id,
            card_id, operation_id, delivery_id, issuer_card_id, issuer_user_id, actor, request_id, data,
            event, body)::text\
        """;

    Link next(String line) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(hash);
            return new Link(sequence + 1, digest.digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    String hex() {
        return HexFormat.of().formatHex(hash);
    }
}
