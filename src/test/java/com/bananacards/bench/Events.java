package com.bananacards.bench;

import com.bananacards.bananatech.envelope.EnvelopeKey;
import com.bananacards.bananatech.envelope.Envelopes;
import com.bananacards.bananatech.envelope.KeyEncoding;
import com.bananacards.testsupport.TestKeys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Makes the issuer's webhooks before they are sent: encrypted and signed, a card's status in turn locked and active,
 * each at a time of its own. Remembers what the newest state of each card must be in the end.
 */
final class Events {

    /** With the envelope around it a body of about 950 bytes, as the issuer's are. */
    private static final int PADDING = 480;

    private final Envelopes envelopes = new Envelopes(
            List.of(EnvelopeKey.of(TestKeys.SECRET, KeyEncoding.UTF8, KeyEncoding.UTF8)));
    private final String host;
    private final Random random = new Random(20261126);
    private final long[] newest;
    private final boolean[] locked;
    private final String padding = "x".repeat(PADDING);
    private long time;
    private long made;

    /** @param cards numbered from 1; all active */
    Events(String host, int cards, long startMillis) {
        this.host = host;
        newest = new long[cards + 1];
        locked = new boolean[cards + 1];
        time = startMillis;
    }

    /** So many requests about cards by chance. */
    byte[][] some(int count) {
        byte[][] requests = new byte[count][];
        for (int i = 0; i < count; i++) {
            requests[i] = about(1 + random.nextInt(newest.length - 1));
        }
        return requests;
    }

    /** So many about one card. */
    byte[][] hot(int count, int card) {
        byte[][] requests = new byte[count][];
        for (int i = 0; i < count; i++) {
            requests[i] = about(card);
        }
        return requests;
    }

    /** So many requests of which this share is sent again, soon after the first time. */
    byte[][] withResends(int count, double share) {
        byte[][] requests = new byte[count][];
        for (int i = 0; i < count; i++) {
            requests[i] = i > 100 && random.nextDouble() < share
                    ? requests[i - 1 - random.nextInt(100)]
                    : about(1 + random.nextInt(newest.length - 1));
        }
        return requests;
    }

    byte[] about(int card) {
        made++;
        time++;
        locked[card] = !locked[card];
        newest[card] = time;
        String payload = "{\"card_id\":" + card + ",\"status\":\"SUCCESS\",\"card_status\":\""
                + (locked[card] ? "LOCKED" : "ACTIVE") + "\",\"occur_time\":" + time
                + ",\"trace\":\"" + padding + "\"}";
        var envelope = envelopes.close(payload.getBytes(StandardCharsets.UTF_8));
        return request("{\"type\":\"CARD_STATUS_CHANGE\",\"encrypted_payload\":\""
                + envelope.encryptedPayload() + "\",\"hmac\":\"" + envelope.hmac() + "\"}");
    }

    private byte[] request(String body) {
        return ("POST /webhooks/bananatech HTTP/1.1\r\nHost: " + host
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** How many different ones were made. */
    long made() {
        return made;
    }

    int cards() {
        return newest.length - 1;
    }

    /** The issuer's time of the newest event of this card, 0 for none. */
    long newest(int card) {
        return newest[card];
    }

    boolean isLocked(int card) {
        return locked[card];
    }
}
