package com.bananacards.console;

import com.bananacards.http.JsonBody;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.operations.OperationView;
import com.bananacards.operations.Reviews;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

import java.util.UUID;
import java.util.regex.Pattern;

/** {@code /v1/admin/operations}: what evidence could not decide. */
@Path("/v1/admin/operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class ReviewResource {

    private static final Pattern OUTCOME = Pattern.compile("SUCCEEDED|FAILED");
    private static final int MAX_REASON = 500;

    private final Reviews reviews;
    private final CurrentCaller caller;

    @Inject
    ReviewResource(Reviews reviews, CurrentCaller caller) {
        this.reviews = reviews;
        this.caller = caller;
    }

    /** The body of a decision, for the API's description. */
    record SettleRequest(
            @Schema(
                    required = true,
                    enumeration = {"SUCCEEDED", "FAILED"})
            String outcome,

            @Schema(required = true) String reason) {}

    @POST
    @Path("/{id}/settle")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "settleOperation",
            summary = "Decides an operation in review, above `guard.approval-above` when a second"
                    + " person decides the same; audited")
    @MayFail({ProblemType.OPERATION_NOT_IN_REVIEW, ProblemType.SECOND_PERSON_NEEDED})
    public Uni<OperationView> settle(
            @RestPath UUID id,
            @RequestBody(content = @Content(schema = @Schema(implementation = SettleRequest.class)))
                    byte @Nullable [] json) {
        JsonBody body = JsonBody.of(json);
        var outcome = body.required(
                "outcome", body.text("outcome", 20, OUTCOME, "must be SUCCEEDED or FAILED"));
        var reason = body.required("reason", body.text("reason", 1, MAX_REASON));
        body.done();
        return reviews.decide(
                caller.get(), id, outcome.orElseThrow().equals("SUCCEEDED"), reason.orElseThrow());
    }
}
