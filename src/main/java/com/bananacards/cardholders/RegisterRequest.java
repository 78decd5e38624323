package com.bananacards.cardholders;

import com.bananacards.bananatech.Kyc;
import com.bananacards.bananatech.Registration;
import com.bananacards.http.JsonBody;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The body of a registration. What it says of the person is passed on and not kept, the e-mail excepted. */
record RegisterRequest(
        @Schema(required = true, example = "ada@example.com")
        String email,

        @JsonProperty("template_id") @Schema(required = true, example = "1")
        long templateId,

        @JsonProperty("dial_code") @Schema(example = "+44") @Nullable
        String dialCode,

        @JsonProperty("phone_number") @Schema(example = "7700900123") @Nullable
        String phoneNumber,

        @Schema(implementation = KycRequest.class) @Nullable Kyc kyc) {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final Pattern CARD_NUMBER = Pattern.compile("[0-9]{16,19}");
    private static final Pattern DIAL_CODE = Pattern.compile("\\+?[0-9]{1,4}");
    private static final Pattern PHONE = Pattern.compile("[0-9]{4,15}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final int MAX_EMAIL = 254;
    private static final int MAX_TEXT = 200;
    private static final int MAX_IMAGE = 2_700_000;
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    static RegisterRequest of(JsonBody body) {
        Optional<String> email = body.required("email", email(body));
        Optional<Long> template = body.required("template_id", body.number("template_id"));
        Optional<String> dialCode = body.text("dial_code", 5, DIAL_CODE, "must be 1 to 4 digits");
        Optional<String> phone = body.text("phone_number", 15, PHONE, "must be 4 to 15 digits");
        Optional<Kyc> kyc = body.object("kyc").map(RegisterRequest::kyc);
        body.done();
        return new RegisterRequest(
                email.orElseThrow(),
                template.orElseThrow(),
                dialCode.orElse(null),
                phone.orElse(null),
                kyc.orElse(null));
    }

    /** An address is kept and shown; one that spells out a card number can't be. */
    private static Optional<String> email(JsonBody body) {
        return body.text("email", MAX_EMAIL, EMAIL, "must be an e-mail address")
                .flatMap(text -> CARD_NUMBER.matcher(text).find()
                        ? body.fault("email", "format", "must not contain a card number")
                        : Optional.of(text));
    }

    /** True of an address that the database can hold. */
    static boolean isKeepable(String email) {
        return email.length() <= MAX_EMAIL && !CARD_NUMBER.matcher(email).find();
    }

    Registration registration() {
        return new Registration(email, templateId, dialCode, phoneNumber, kyc);
    }

    private static Kyc kyc(JsonBody body) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : KycRequest.TEXTS) {
            body.text(name, 1, MAX_TEXT).ifPresent(text -> texts.put(name, text));
        }
        for (String name : KycRequest.IMAGES) {
            body.text(name, MAX_IMAGE, IMAGE, "must be base64")
                    .ifPresent(text -> texts.put(name, text));
        }
        date(body, "date_of_birth").ifPresent(date -> texts.put("date_of_birth", date.toString()));
        return new Kyc(
                texts, date(body, "issue").orElse(null), date(body, "expiry").orElse(null));
    }

    private static Optional<LocalDate> date(JsonBody body, String name) {
        return body.text(name, 10, DATE, "must be a date such as 1990-12-31").flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeException noSuchDay) {
                return body.fault(name, "format", "is no day of the calendar");
            }
        });
    }

    @Override
    public String toString() {
        return "RegisterRequest ***";
    }
}
