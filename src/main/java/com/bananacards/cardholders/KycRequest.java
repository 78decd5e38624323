package com.bananacards.cardholders;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/** What a template may require about a person; for the API's description. Source: page {@code /user/register}. */
record KycRequest(
        @JsonProperty("first_name") @Nullable String firstName,
        @JsonProperty("last_name") @Nullable String lastName,
        @JsonProperty("date_of_birth") @Nullable LocalDate dateOfBirth,
        @Nullable String gender,
        @JsonProperty("identification_type") @Nullable String identificationType,
        @JsonProperty("identification_number") @Nullable String identificationNumber,
        @Nullable LocalDate issue,
        @Nullable LocalDate expiry,
        @JsonProperty("country_code") @Nullable String countryCode,
        @Nullable String region,
        @Nullable String city,
        @Nullable String postcode,
        @JsonProperty("address_line") @Nullable String addressLine,
        @JsonProperty("front_img_base64") @Nullable String frontImage,
        @JsonProperty("back_img_base64") @Nullable String backImage,
        @JsonProperty("handheld_img_base64") @Nullable String handheldImage) {

    static final List<String> TEXTS = List.of(
            "first_name",
            "last_name",
            "gender",
            "identification_type",
            "identification_number",
            "country_code",
            "region",
            "city",
            "postcode",
            "address_line");

    static final List<String> IMAGES =
            List.of("front_img_base64", "back_img_base64", "handheld_img_base64");
}
