package com.bananacards.security;

import java.util.Optional;
import java.util.UUID;

/**
 * Who asks. Every read of a row takes a caller, and shows a cardholder only what is theirs: what belongs to another
 * does not exist for them.
 *
 * @param subject the token's subject
 * @param own the one cardholder whose things this caller may see; empty for those who may see all
 */
public record Caller(String subject, Optional<UUID> own) {

    /** True when a thing of this cardholder may be seen by this caller. */
    public boolean maySee(UUID cardholderId) {
        return own.isEmpty() || own.get().equals(cardholderId);
    }
}
