package com.bananacards.http;

import java.util.Locale;

/** The catalogue of problems: each has one code, one status and one title, and none is made elsewhere. */
public enum ProblemType {
    MALFORMED_JSON(400, "The body is not JSON"),
    VALIDATION_FAILED(400, "The request is not valid"),
    IDEMPOTENCY_KEY_MISSING(400, "The Idempotency-Key header is missing"),
    UNAUTHENTICATED(401, "Valid credentials are needed"),
    FORBIDDEN(403, "The token's role may not do this"),
    SECOND_PERSON_NEEDED(403, "Somebody else has to approve this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No offered media type is accepted"),
    REQUEST_TIMEOUT(408, "The body did not arrive in time"),
    CARD_STATUS_CONFLICT(409, "The card's status does not allow this"),
    OPERATION_IN_PROGRESS(409, "Another operation is still open"),
    CARD_ALREADY_ASSIGNED(409, "This card number is already assigned"),
    CARDHOLDER_NOT_APPROVED(409, "The cardholder is not approved"),
    CHALLENGE_CLOSED(409, "The challenge is answered or expired"),
    IDEMPOTENCY_KEY_IN_USE(409, "The first request with this key is still being sent"),
    OPERATION_NOT_IN_REVIEW(409, "Only an operation in review can be settled"),
    OPERATION_NOT_HELD(409, "The operation does not wait for an approval"),
    APPROVAL_REQUIRED(409, "A second person has to approve this first"),
    CAP_EXCEEDED(409, "A limit of the day or hour would be exceeded"),
    COOL_DOWN(409, "The card rests after an operation whose outcome was unknown"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    UNKNOWN_CARDHOLDER(422, "There is no such cardholder"),
    UNKNOWN_TEMPLATE(422, "There is no such card template"),
    TEMPLATE_TYPE_MISMATCH(422, "The template is for another type of card"),
    TEMPLATE_REQUIREMENT(422, "The template needs something that is missing"),
    AMOUNT_OUT_OF_LIMITS(422, "The amount is outside the limits"),
    IDEMPOTENCY_KEY_REUSED(422, "The key was used for another request"),
    ISSUER_REFUSED(422, "The issuer refused"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    UNAVAILABLE(503, "The service can't do this now"),
    OPERATION_STOPPED(503, "Operations of this kind are stopped"),
    ISSUER_UNAVAILABLE(503, "The issuer can't be reached; nothing was sent"),
    OUTCOME_UNKNOWN(504, "The issuer did not answer; the outcome is not known");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    /** True when the same request may be answered otherwise after a while. */
    public boolean isWorthAnotherTry() {
        return status == 429 || status == 503;
    }

    public String title() {
        return title;
    }

    /** The code that a client switches on. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
