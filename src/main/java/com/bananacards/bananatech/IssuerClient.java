package com.bananacards.bananatech;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

/** The wire: every endpoint is a POST of one encrypted member. Used by {@link IssuerWire} alone. */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface IssuerClient {

    @POST
    Uni<Response> call(
            @Url String url,
            @HeaderParam("Merchant-ID") String merchantId,
            @HeaderParam("X-HMAC") String hmac,
            @HeaderParam("X-Request-Id") @Nullable String requestId,
            @HeaderParam("traceparent") @Nullable String trace,
            Request body);

    record Request(@JsonProperty("encrypted_payload") String encryptedPayload) {}
}
