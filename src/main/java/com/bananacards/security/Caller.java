package com.bananacards.security;

import com.bananacards.http.Problem;

import java.util.Optional;
import java.util.UUID;

/**
 * Who asks. Every read of a row takes a caller, and shows a cardholder only what is theirs: what belongs to another
 * does not exist for them. Rows are read through {@link Owned}.
 *
 * @param subject the token's subject
 * @param own the one cardholder whose things this caller may see; empty for those who may see all
 */
public record Caller(String subject, Optional<UUID> own) {

    /**
     * Narrows what is asked for to what this caller may see: for a cardholder always to themselves.
     *
     * @param wanted the cardholder that is asked for; empty for any
     * @throws Problem {@code not_found} when a cardholder asks for another
     */
    public Optional<UUID> narrowed(Optional<UUID> wanted) {
        if (own.isPresent() && wanted.isPresent() && !own.equals(wanted)) {
            throw Problem.accessRefused();
        }
        return wanted.or(() -> own);
    }
}
