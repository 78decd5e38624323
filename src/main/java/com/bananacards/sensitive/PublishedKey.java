package com.bananacards.sensitive;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A public key as browsers read it (RFC 7517).
 *
 * @param kid to be named in the header of what is encrypted to it
 * @param alg how the content's key is encrypted to it
 */
@RegisterForReflection
public record PublishedKey(
        @Schema(required = true, example = "RSA") String kty,
        @Schema(required = true) String kid,
        @Schema(required = true, example = "enc") String use,
        @Schema(required = true, example = "RSA-OAEP-256") String alg,
        @Schema(required = true) String n,
        @Schema(required = true, example = "AQAB") String e) {}
