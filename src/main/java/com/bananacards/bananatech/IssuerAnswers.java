package com.bananacards.bananatech;

import com.bananacards.bananatech.envelope.Envelope;
import com.bananacards.bananatech.envelope.EnvelopeRejected;
import com.bananacards.bananatech.envelope.Envelopes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.http.ConnectionPoolTooBusyException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import javax.net.ssl.SSLHandshakeException;

/** Reads what came back, and says of everything that went wrong which of the three failures it is. */
@Singleton
class IssuerAnswers {

    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String NO_WORDS = "refused without a reason";

    private final Envelopes envelopes;
    private final IssuerJson json;

    @Inject
    IssuerAnswers(Envelopes envelopes, IssuerJson json) {
        this.envelopes = envelopes;
        this.json = json;
    }

    /**
     * The plaintext of an answer.
     *
     * <p>An error without an envelope is believed, because the issuer can't encrypt for an unknown merchant; a
     * success without one, or with a wrong signature, leaves the outcome unknown.
     */
    JsonNode open(Endpoint endpoint, int status, String body) {
        if (status == TOO_MANY_REQUESTS) {
            throw new IssuerDown("the issuer turned the call away: too many requests");
        }
        if (status >= SERVER_ERRORS || status == REQUEST_TIMEOUT || status < 200) {
            throw new OutcomeUnknown("the issuer answered " + status);
        }
        Optional<JsonNode> outer = json.object(body.getBytes(StandardCharsets.UTF_8));
        boolean enveloped = outer.map(found -> found.has("encrypted_payload")).orElse(false);
        if (status >= CLIENT_ERRORS) {
            throw new IssuerRefused(
                    enveloped
                            ? words(plaintext(outer.get()))
                            : outer.map(this::words).orElse(NO_WORDS));
        }
        if (!enveloped || status >= 300) {
            throw new OutcomeUnknown("the answer to " + endpoint.label() + " is no envelope");
        }
        return plaintext(outer.get());
    }

    private JsonNode plaintext(JsonNode outer) {
        Envelope envelope = new Envelope(
                outer.path("encrypted_payload").asText(""), outer.path("hmac").asText(""));
        try {
            return json.object(envelopes.open(envelope))
                    .orElseThrow(() -> new OutcomeUnknown("the answer holds no JSON object"));
        } catch (EnvelopeRejected forged) {
            throw new OutcomeUnknown("the answer's signature is wrong");
        }
    }

    private String words(JsonNode refusal) {
        String words = json.text(refusal, "message")
                .or(() -> json.text(refusal, "error_reason"))
                .or(() -> json.text(refusal, "error"))
                .orElse(NO_WORDS);
        return words.length() <= 500 ? words : words.substring(0, 500);
    }

    /** Any throwable as one of the three failures. */
    static IssuerFailure failure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IssuerFailure known) {
                return known;
            }
            if (cause instanceof CircuitBreakerOpenException
                    || cause instanceof BulkheadException) {
                return new IssuerDown("calls to the issuer are held back");
            }
            if (neverConnected(cause)) {
                return new IssuerDown("the issuer can't be reached");
            }
        }
        return new OutcomeUnknown(
                thrown instanceof JsonProcessingException
                                || thrown.getCause() instanceof IOException
                        ? "the connection broke before the answer"
                        : "the answer could not be read");
    }

    private static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof SSLHandshakeException
                || cause instanceof ConnectionPoolTooBusyException
                || cause instanceof UnknownHostException
                || cause instanceof UnresolvedAddressException;
    }
}
