package com.bananacards.console;

import com.bananacards.http.JsonBody;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.operations.Approvals;
import com.bananacards.operations.OperationView;
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

/** {@code /v1/admin/operations}: what waits for a second person. */
@Path("/v1/admin/operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class ApprovalResource {

    private static final int MAX_REASON = 500;

    private final Approvals approvals;
    private final CurrentCaller caller;

    @Inject
    ApprovalResource(Approvals approvals, CurrentCaller caller) {
        this.approvals = approvals;
        this.caller = caller;
    }

    /** The body of a refusal, for the API's description. */
    record RefuseRequest(@Schema(required = true) String reason) {}

    @POST
    @Path("/{id}/approve")
    @Operation(
            operationId = "approveOperation",
            summary = "Lets a held operation begin: it is checked again and sent; audited")
    @MayFail({
        ProblemType.OPERATION_NOT_HELD,
        ProblemType.SECOND_PERSON_NEEDED,
        ProblemType.CARD_STATUS_CONFLICT,
        ProblemType.CARDHOLDER_NOT_APPROVED,
        ProblemType.UNKNOWN_TEMPLATE,
        ProblemType.TEMPLATE_TYPE_MISMATCH,
        ProblemType.TEMPLATE_REQUIREMENT,
        ProblemType.AMOUNT_OUT_OF_LIMITS,
        ProblemType.CAP_EXCEEDED,
        ProblemType.COOL_DOWN,
        ProblemType.OPERATION_STOPPED,
        ProblemType.ISSUER_UNAVAILABLE
    })
    public Uni<OperationView> approve(@RestPath UUID id) {
        return approvals.approve(caller.get(), id);
    }

    @POST
    @Path("/{id}/refuse")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "refuseOperation",
            summary = "Ends a held operation, which was never sent; audited")
    @MayFail(ProblemType.OPERATION_NOT_HELD)
    public Uni<OperationView> refuse(
            @RestPath UUID id,
            @RequestBody(content = @Content(schema = @Schema(implementation = RefuseRequest.class)))
                    byte @Nullable [] json) {
        JsonBody body = JsonBody.of(json);
        var reason = body.required("reason", body.text("reason", 1, MAX_REASON));
        body.done();
        return approvals.refuse(caller.get(), id, reason.orElseThrow());
    }
}
