package com.bananacards.funding;

import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.security.CurrentCaller;
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
import org.jboss.resteasy.reactive.RestPath;

import java.util.UUID;

/** {@code /v1/cards/{id}/balance}. */
@Path("/v1/cards/{id}/balance")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Funding")
class BalanceResource {

    private final Balances balances;
    private final CurrentCaller caller;

    @Inject
    BalanceResource(Balances balances, CurrentCaller caller) {
        this.balances = balances;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(
            operationId = "getCardBalance",
            summary = "A card's balance, live; the last known one when the issuer is down")
    @MayFail(ProblemType.ISSUER_REFUSED)
    public Uni<BalanceView> balance(@RestPath UUID id) {
        return balances.read(caller.get(), id);
    }
}
