package com.bananacards.http.description;

import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The problems of each operation: those of its kind, and those that it names itself. */
final class ProblemResponses {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String SCHEMA = "Problem";
    private static final int UNAVAILABLE = 503;
    private static final DotName MAY_FAIL = DotName.createSimple(MayFail.class.getName());
    private static final DotName OPERATION =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.Operation");

    private final Map<String, Set<ProblemType>> own = new HashMap<>();

    ProblemResponses(IndexView index) {
        for (AnnotationInstance named : index.getAnnotations(MAY_FAIL)) {
            AnnotationInstance operation = named.target().asMethod().annotation(OPERATION);
            own.put(
                    operation.value("operationId").asString(),
                    Stream.of(named.value().asEnumArray())
                            .map(ProblemType::valueOf)
                            .collect(Collectors.toSet()));
        }
    }

    void describe(Operation operation) {
        Map<Integer, Set<ProblemType>> byStatus = new TreeMap<>();
        for (ProblemType type : problems(operation)) {
            byStatus.computeIfAbsent(type.status(), status -> EnumSet.noneOf(ProblemType.class))
                    .add(type);
        }
        byStatus.forEach((status, types) -> operation
                .getResponses()
                .addAPIResponse(Integer.toString(status), response(status, types)));
    }

    private Set<ProblemType> problems(Operation operation) {
        Set<ProblemType> types = EnumSet.noneOf(ProblemType.class);
        types.addAll(own.getOrDefault(operation.getOperationId(), Set.of()));
        if (operation.getSecurity() != null) {
            types.addAll(List.of(
                    ProblemType.UNAUTHENTICATED, ProblemType.FORBIDDEN, ProblemType.UNAVAILABLE));
        }
        if (Stream.of("id", "cardholder_id", "card_id", "operation_id")
                .anyMatch(name -> Parameters.has(operation, name))) {
            types.add(ProblemType.NOT_FOUND);
        }
        if (operation.getParameters() != null && !operation.getParameters().isEmpty()) {
            types.add(ProblemType.VALIDATION_FAILED);
        }
        if (operation.getRequestBody() != null || CommandResponses.isCommand(operation)) {
            types.addAll(List.of(
                    ProblemType.MALFORMED_JSON,
                    ProblemType.VALIDATION_FAILED,
                    ProblemType.TOO_LARGE,
                    ProblemType.UNSUPPORTED_MEDIA_TYPE));
        }
        if (CommandResponses.isKeyed(operation)) {
            types.addAll(List.of(
                    ProblemType.IDEMPOTENCY_KEY_MISSING,
                    ProblemType.IDEMPOTENCY_KEY_IN_USE,
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    ProblemType.ISSUER_UNAVAILABLE));
        }
        return types;
    }

    private static APIResponse response(int status, Set<ProblemType> types) {
        MediaType body =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(SCHEMA));
        types.forEach(
                type -> body.addExample(type.code(), OASFactory.createExample().ref(type.code())));
        APIResponse response = OASFactory.createAPIResponse()
                .description(types.stream()
                        .map(type -> "`" + type.code() + "`: " + type.title())
                        .collect(Collectors.joining("; ")))
                .content(OASFactory.createContent().addMediaType(MEDIA_TYPE, body));
        if (status == UNAVAILABLE) {
            response.addHeader(
                    "Retry-After",
                    OASFactory.createHeader()
                            .description("Seconds after which it is worth another try")
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER)));
        }
        return response;
    }

    /** Adds the schema of all problems, and an example of each. */
    void addTo(Components components) {
        for (ProblemType type : ProblemType.values()) {
            components.addExample(
                    type.code(),
                    OASFactory.createExample().value(Problem.of(type).body("/v1/cards")));
        }
        components.addSchema(SCHEMA, schema());
        Schema rehearsal = Objects.requireNonNull(components.getSchemas().get("DryRun"));
        Objects.requireNonNull(rehearsal.getProperties().get("blockers"))
                .items(OASFactory.createSchema().ref(SCHEMA));
    }

    private static Schema schema() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("RFC 9457. Switch on `code`; `detail` is for people.")
                .addProperty("type", text("/problems/validation_failed"))
                .addProperty("title", text("The request is not valid"))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text("See errors."))
                .addProperty("instance", text("/v1/cards/physical"))
                .addProperty("code", codes())
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(OASFactory.createSchema().ref("FieldError"))
                                .description("With `validation_failed`"))
                .addProperty("operation_id", OASFactory.createSchema().ref("UUID"))
                .addProperty("reason", text("the issuer's own words"))
                .addProperty(
                        "allowed",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(OASFactory.createSchema().ref("OperationKind"))
                                .description("With `card_status_conflict`: what would be allowed"))
                .required(List.of("type", "title", "status", "detail", "code"));
    }

    private static Schema codes() {
        Schema codes = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
        Stream.of(ProblemType.values()).forEach(type -> codes.addEnumeration(type.code()));
        return codes;
    }

    private static Schema text(String example) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .examples(List.of(example));
    }
}
