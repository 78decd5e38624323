package com.bananacards.cards;

import com.bananacards.http.JsonBody;
import com.bananacards.sensitive.Pan;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

import java.util.Optional;
import java.util.UUID;

/** The body of an assignment. */
@Schema(
        properties =
                @SchemaProperty(
                        name = "card_number_jwe",
                        type = SchemaType.STRING,
                        maxLength = 4096,
                        description = "Instead of card_number: encrypted by the browser to the key"
                                + " of GET /v1/keys, a compact JWE of {card_number, sub: the"
                                + " cardholder's id, iat}"))
record AssignRequest(
        @JsonProperty("cardholder_id") @Schema(required = true)
        UUID cardholderId,

        @JsonProperty("template_id") @Schema(required = true, example = "1")
        long templateId,

        @JsonProperty("card_number")
        @Schema(
                implementation = String.class,
                pattern = "^[0-9]{16,19}$",
                description = "This or card_number_jwe")
        Pan cardNumber) {

    static AssignRequest of(JsonBody body, boolean luhnCheck) {
        Optional<UUID> cardholder = body.required("cardholder_id", body.id("cardholder_id"));
        Optional<Long> template = body.required("template_id", body.number("template_id"));
        Optional<Pan> pan = body.required("card_number", body.pan("card_number"));
        if (luhnCheck && pan.isPresent() && !pan.get().checkDigitIsRight()) {
            body.fault("card_number", "format", "has a wrong check digit");
        }
        body.done();
        return new AssignRequest(
                cardholder.orElseThrow(), template.orElseThrow(), pan.orElseThrow());
    }
}
