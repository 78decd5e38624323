package com.bananacards.http;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** A request that ends in a problem answer. Carries what the client may know and nothing else; has no stack trace. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A segment of a path, shorter than any id of ours. */
    private static final Pattern LIKE_A_CARD_NUMBER =
            Pattern.compile("(?<=/)[0-9][0-9 -]{10,21}[0-9](?=/|$)");

    private final ProblemType type;
    private boolean refusesAccess;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    private Problem(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    public static Problem of(ProblemType type) {
        return new Problem(type, type.title() + ".");
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail);
    }

    /** What a caller asked for is another's, or nobody's: {@code not_found}, and no word says which. */
    public static Problem accessRefused() {
        Problem problem = of(ProblemType.NOT_FOUND);
        problem.refusesAccess = true;
        return problem;
    }

    /** True when somebody was kept from what may be another's; shown to nobody. */
    boolean refusesAccess() {
        return refusesAccess;
    }

    /** The request's own faults, all at once. */
    public static Problem invalid(List<FieldError> errors) {
        return of(ProblemType.VALIDATION_FAILED, "See errors.").with("errors", List.copyOf(errors));
    }

    /** One fault of one member. */
    public static Problem invalid(String pointer, String code, String detail) {
        return invalid(List.of(new FieldError(pointer, code, detail)));
    }

    /** Names the operation that is in the way, or that this request opened. */
    public Problem operation(UUID operationId) {
        return with("operation_id", operationId);
    }

    /** Adds a member; null adds nothing. */
    public Problem with(String member, @Nullable Object value) {
        if (value != null) {
            members.put(member, value);
        }
        return this;
    }

    public ProblemType type() {
        return type;
    }

    /** The body of the answer, as RFC 9457 orders it. */
    public Map<String, Object> body(@Nullable String instance) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + type.code());
        body.put("title", type.title());
        body.put("status", type.status());
        body.put("detail", getMessage());
        if (instance != null) {
            body.put("instance", LIKE_A_CARD_NUMBER.matcher(instance).replaceAll("***"));
        }
        body.put("code", type.code());
        body.putAll(members);
        return body;
    }
}
