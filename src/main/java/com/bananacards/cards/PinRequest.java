package com.bananacards.cards;

import com.bananacards.http.JsonBody;
import com.bananacards.http.Problem;
import com.bananacards.sensitive.Pin;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** A body that carries a PIN, or, for the activation of a virtual card, nothing. */
@Schema(
        properties =
                @SchemaProperty(
                        name = "pin_jwe",
                        type = SchemaType.STRING,
                        maxLength = 4096,
                        description = "Instead of pin: encrypted by the browser to the key of GET"
                                + " /v1/keys, a compact JWE of {pin, sub: the card's id, iat}"))
record PinRequest(
        @Schema(implementation = String.class, pattern = "^[0-9]{6}$") @Nullable
        Pin pin) {

    /** Reads a PIN that must be there. */
    static PinRequest required(JsonBody body, boolean refuseSimple) {
        PinRequest request = read(body, refuseSimple, true);
        body.done();
        return request;
    }

    /** Reads what fits the card: a physical one is activated with a PIN, a virtual one without. */
    static PinRequest forActivation(JsonBody body, CardType type, boolean refuseSimple) {
        boolean physical = type == CardType.PHYSICAL;
        PinRequest request = read(body, refuseSimple, physical);
        if (!physical && body.has("pin")) {
            throw Problem.invalid("/pin", "not_allowed", "a virtual card has no PIN");
        }
        body.done();
        return request;
    }

    private static PinRequest read(JsonBody body, boolean refuseSimple, boolean required) {
        Optional<Pin> pin = body.pin("pin");
        if (required) {
            body.required("pin", pin);
        }
        if (refuseSimple && pin.isPresent() && pin.get().isSimple()) {
            body.fault("pin", "not_allowed", "is too simple");
        }
        return new PinRequest(pin.orElse(null));
    }

    List<String> warnings() {
        return pin != null && pin.isSimple() ? List.of("simple_pin") : List.of();
    }
}
