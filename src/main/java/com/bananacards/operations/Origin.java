package com.bananacards.operations;

import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.http.WaitPreference;
import com.bananacards.security.Caller;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a command came from: who sent it, under which key, with which body.
 *
 * @param route method and path, the scope of the key
 * @param canonicalBody one text for all spellings of the body; lives for this call, only its keyed digest is kept
 * @param trace the place in a trace; null when it is not traced
 * @param patience how long the caller wants to wait for the outcome
 */
public record Origin(
        Caller caller,
        String route,
        String key,
        String canonicalBody,
        @Nullable String requestId,
        @Nullable String trace,
        Optional<WaitPreference> patience) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** @throws Problem {@code idempotency_key_missing} when there is none that can be used */
    public static String requireKey(@Nullable String key) {
        if (key == null || !KEY.matcher(key).matches()) {
            throw Problem.of(
                    ProblemType.IDEMPOTENCY_KEY_MISSING,
                    "Send an Idempotency-Key of 1 to 255 visible ASCII characters.");
        }
        return key;
    }

    @Override
    public String toString() {
        return route + " by " + caller.subject();
    }
}
