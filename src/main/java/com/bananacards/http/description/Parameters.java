package com.bananacards.http.description;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

import java.math.BigDecimal;
import java.util.List;

/** Parameters that mean the same everywhere. We read them as text, to answer a bad one by name. */
final class Parameters {

    private Parameters() {}

    static void describe(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(Parameters::describe);
        }
    }

    static boolean has(Operation operation, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(one -> one.getName().equals(name));
    }

    private static void describe(Parameter parameter) {
        switch (parameter.getName()) {
            case "limit" -> parameter.description("How many at most").schema(limit());
            case "after" -> parameter.description("The `next` of the page before; opaque");
            case "cardholder_id", "card_id", "operation_id" ->
                parameter.schema(OASFactory.createSchema().ref("UUID"));
            case "dry_run" ->
                parameter
                        .description("True: only says what would happen. Nothing is recorded or"
                                + " sent, and no key is needed")
                        .schema(OASFactory.createSchema()
                                .addType(Schema.SchemaType.BOOLEAN)
                                .defaultValue(false));
            case "Idempotency-Key" ->
                parameter
                        .description("Of your own making, one for each wish: repeating a request"
                                + " with it gets the first answer again. Required unless dry_run")
                        .example("4f7c9e1a-order-1017");
            case "Prefer" ->
                parameter
                        .description("`wait=N`: answer when it is settled, or after N seconds")
                        .example("wait=10");
            case "Last-Event-ID" ->
                parameter.description("The `id` of the last event seen").example("812:17");
            default -> {
                // The operation itself says what it means.
            }
        }
    }

    private static Schema limit() {
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.INTEGER))
                .minimum(BigDecimal.ONE)
                .maximum(BigDecimal.valueOf(100))
                .defaultValue(20);
    }
}
