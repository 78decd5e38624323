package com.bananacards.webhooks;

import com.bananacards.bananatech.Reading;
import com.bananacards.sensitive.Sealed;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * A verified delivery on its way into the inbox: its payload sealed, its identity known.
 *
 * @param reading what was made of the payload
 * @param unknownMembers how many members of a webhook no documented type knows
 * @param trace the place in a trace under which it came; null when that is not traced
 * @param issuerTime the issuer's own time of it; null when it names none
 * @param codeUntil until when its one-time code is kept; null when it carries none
 * @param fingerprint the same for the same envelope under the same type; the issuer's time first
 */
@SuppressWarnings(
        "ArrayRecordComponent") // carried into a column; compared by the method below only
record Arrival(
        UUID id,
        byte[] fingerprint,
        String type,
        Source source,
        Reading reading,
        int unknownMembers,
        Sealed payload,
        Instant receivedAt,
        @Nullable Instant issuerTime,
        @Nullable String requestId,
        @Nullable String trace,
        @Nullable Instant codeUntil) {

    /** Groups are stored in this order, so that two groups never wait for each other. */
    static int byFingerprint(Arrival one, Arrival other) {
        return Arrays.compareUnsigned(one.fingerprint, other.fingerprint);
    }

    @Override
    public String toString() {
        return "Arrival " + id + " " + type;
    }
}
