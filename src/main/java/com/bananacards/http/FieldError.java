package com.bananacards.http;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One fault of one member.
 *
 * @param pointer JSON pointer (RFC 6901) into the body, or the name of a query parameter after {@code ?}
 * @param code {@code required}, {@code format}, {@code size}, {@code range}, {@code type}, {@code unknown_field} or
 *     {@code not_allowed}
 */
@Schema(description = "One fault of one member; pointer is a JSON pointer, or ?name of the query")
@RegisterForReflection
public record FieldError(String pointer, String code, String detail) {}
