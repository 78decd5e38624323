package com.bananacards.http;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One fault of one member.
 *
 * @param pointer JSON pointer (RFC 6901) into the body, or the name of a query parameter after {@code ?}
 * @param code {@code required}, {@code format}, {@code size}, {@code range}, {@code type}, {@code unknown_field} or
 *     {@code not_allowed}
 */
@RegisterForReflection
public record FieldError(String pointer, String code, String detail) {}
