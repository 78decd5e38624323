package com.bananacards.funding;

import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/account}. */
@Path("/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Funding")
class AccountResource {

    private final Accounts accounts;

    @Inject
    AccountResource(Accounts accounts) {
        this.accounts = accounts;
    }

    @GET
    @RolesAllowed({Roles.MERCHANT, Roles.OPERATOR})
    @Operation(operationId = "getAccount", summary = "The merchant's account at the issuer")
    @MayFail({ProblemType.ISSUER_UNAVAILABLE})
    public Uni<AccountView> account() {
        return accounts.read();
    }
}
