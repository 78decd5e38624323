package com.bananacards.bananatech;

import org.jspecify.annotations.Nullable;

/** What could be made of a delivery's payload. */
public sealed interface Reading {

    /** The issuer's number of the card that it speaks of, as far as it can be read. */
    @Nullable
    Long card();

    /** The issuer's number of the user that it speaks of, as far as it can be read. */
    @Nullable
    Long user();

    /** A fact, with the key that is the same each time this fact is told. */
    record Read(IssuerFact fact, EffectKey effect) implements Reading {
        @Override
        public @Nullable Long card() {
            return fact.card();
        }

        @Override
        public @Nullable Long user() {
            return fact.user();
        }
    }

    /**
     * A fact under the type that was claimed, and under another type as well: nothing that is signed says which. It is
     * not applied, unless the issuer's records, whose types are signed, tell of the same effect.
     */
    record Doubtful(Read claimed) implements Reading {
        @Override
        public @Nullable Long card() {
            return claimed.card();
        }

        @Override
        public @Nullable Long user() {
            return claimed.user();
        }
    }

    /** Genuine, but not to be understood; {@code reason} is a short code such as {@code unknown_type}. */
    record Unreadable(
            String reason, @Nullable Long card, @Nullable Long user) implements Reading {}
}
