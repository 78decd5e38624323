package com.bananacards.bananatech;

import org.jspecify.annotations.Nullable;

/** A person to register with the issuer. */
public record Registration(
        String email,
        long templateId,
        @Nullable String dialCode,
        @Nullable String phoneNumber,
        @Nullable Kyc kyc) {}
