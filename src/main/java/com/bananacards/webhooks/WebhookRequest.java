package com.bananacards.webhooks;

import com.bananacards.bananatech.envelope.Envelope;
import com.bananacards.http.JsonBody;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.util.regex.Pattern;

/** The body of a webhook. Neither its type nor its time is signed: only what is in the envelope is. */
record WebhookRequest(
        @Schema(required = true, example = "CARD_ASSIGN_RESULT")
        String type,

        @JsonProperty("encrypted_payload")
        @Schema(required = true, description = "base64 of the IV and the AES-CBC ciphertext")
        String encryptedPayload,

        @Schema(
                required = true,
                description = "base64 of the HMAC-SHA256 over the text of encrypted_payload")
        String hmac) {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/-]*");
    static final int MAX_TYPE = 100;
    private static final int MAX_PAYLOAD = 262_144;
    private static final int MAX_HMAC = 256;

    static WebhookRequest of(JsonBody body) {
        var payload =
                body.required("encrypted_payload", body.text("encrypted_payload", 0, MAX_PAYLOAD));
        var type = body.required(
                "type", body.text("type", MAX_TYPE, TYPE, "must be the name of an event"));
        var hmac = body.required("hmac", body.text("hmac", 0, MAX_HMAC));
        body.doneIgnoringUnknown();
        return new WebhookRequest(type.orElseThrow(), payload.orElseThrow(), hmac.orElseThrow());
    }

    Envelope envelope() {
        return new Envelope(encryptedPayload, hmac);
    }
}
