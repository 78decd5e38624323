package com.bananacards.http.description;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.links.Link;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

import java.util.Set;

/** What every command answers with: where its operation is found, and what a rehearsal says. */
final class CommandResponses {

    private static final String JSON = "application/json";
    private static final String ACCEPTED = "202";
    private static final String REHEARSAL = "DryRun";
    private static final String RESULT = "CommandResult";
    private static final Set<String> OF_KEYED_ONES = Set.of("Idempotency-Key", "Prefer");

    private CommandResponses() {}

    static void addTo(Components components) {
        components.addSchema(
                RESULT,
                OASFactory.createSchema()
                        .addOneOf(OASFactory.createSchema().ref("OperationView"))
                        .addOneOf(OASFactory.createSchema().ref(REHEARSAL)));
    }

    /** True when the operation takes a command: something changes, at the issuer too. */
    static boolean isCommand(Operation operation) {
        return Parameters.has(operation, "dry_run");
    }

    /** True when what is asked for may come later: then there is an operation to follow, and a key. */
    static boolean isKeyed(Operation operation) {
        return operation.getResponses().hasAPIResponse(ACCEPTED) && isCommand(operation);
    }

    static void describe(Operation operation) {
        removeBinaryBody(operation);
        if (!isCommand(operation)) {
            return;
        }
        APIResponse accepted = operation.getResponses().getAPIResponse(ACCEPTED);
        operation
                .getResponses()
                .addAPIResponse(
                        "200",
                        accepted == null
                                ? json("With dry_run: what would happen", REHEARSAL)
                                : json(
                                        "Settled within the wait that was granted; or, with"
                                                + " dry_run, what would happen",
                                        RESULT));
        if (accepted == null) {
            operation.setParameters(operation.getParameters().stream()
                    .filter(one -> !OF_KEYED_ONES.contains(one.getName()))
                    .toList());
            return;
        }
        accepted.description(
                        "The operation: what became of it so far. It is followed at `Location`")
                .addHeader("Location", header("The path of the operation"))
                .addHeader(
                        "Idempotent-Replayed",
                        header("`true`: the first answer to this key, again"))
                .addHeader("Preference-Applied", header("The wait that was granted"))
                .addLink("operation", link("getOperation", "id"))
                .addLink("cardholder", link("getCardholder", "cardholder_id"));
    }

    /** The methods take bytes, and of those that need no body the document must not ask for one. */
    private static void removeBinaryBody(Operation operation) {
        if (operation.getRequestBody() == null || operation.getRequestBody().getContent() == null) {
            return;
        }
        boolean binary = operation.getRequestBody().getContent().getMediaTypes().values().stream()
                .allMatch(type -> isBinary(type.getSchema()));
        if (binary) {
            operation.setRequestBody(null);
        }
    }

    private static boolean isBinary(@Nullable Schema schema) {
        return schema == null || "binary".equals(schema.getFormat());
    }

    private static APIResponse json(String description, String schema) {
        Content content = OASFactory.createContent()
                .addMediaType(
                        JSON,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(schema)));
        return OASFactory.createAPIResponse().description(description).content(content);
    }

    private static Header header(String description) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }

    private static Link link(String operation, String member) {
        return OASFactory.createLink()
                .operationId(operation)
                .addParameter("id", "$response.body#/" + member);
    }
}
