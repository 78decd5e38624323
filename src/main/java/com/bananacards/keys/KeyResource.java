package com.bananacards.keys;

import com.bananacards.security.Roles;
import com.bananacards.sensitive.BrowserKeys;
import com.bananacards.sensitive.PublishedKey;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import java.util.List;

/** {@code GET /v1/keys} for browsers, {@code GET /v1/admin/keys} for the operator. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
class KeyResource {

    private final BrowserKeys browserKeys;
    private final KeyRegister register;

    @Inject
    KeyResource(BrowserKeys browserKeys, KeyRegister register) {
        this.browserKeys = browserKeys;
        this.register = register;
    }

    /** A set of public keys (RFC 7517): one, or none where this is not configured. */
    @RegisterForReflection
    public record KeySet(@Schema(required = true) List<PublishedKey> keys) {}

    /** All keys with what is known of them. */
    @RegisterForReflection
    public record Keys(@Schema(required = true) List<KeyView> data) {}

    @GET
    @Path("/keys")
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Tag(name = "Keys")
    @Operation(
            operationId = "getKeys",
            summary = "The public key to which a browser encrypts a PIN or card number")
    @APIResponse(
            responseCode = "200",
            description = "A JWK set",
            content = @Content(schema = @Schema(implementation = KeySet.class)))
    public RestResponse<KeySet> published() {
        return RestResponse.ResponseBuilder.ok(new KeySet(browserKeys.published()))
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        "private, max-age=" + browserKeys.kept().toSeconds())
                .build();
    }

    @GET
    @Path("/admin/keys")
    @RolesAllowed(Roles.OPERATOR)
    @Tag(name = "Admin")
    @Operation(
            operationId = "listKeys",
            summary = "Which keys are in use, what depends on them, and which may be dropped")
    public Uni<Keys> list() {
        return register.record().chain(register::keys).map(Keys::new);
    }
}
