package com.bananacards.console;

import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.operations.CaseView;
import com.bananacards.operations.Cases;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** {@code /v1/admin/operations}: what waits for a person, with all that is known of it. */
@Path("/v1/admin/operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class CaseResource {

    private final Cases cases;

    @Inject
    CaseResource(Cases cases) {
        this.cases = cases;
    }

    @GET
    @Operation(
            operationId = "listCases",
            summary = "Operations that wait for a person, in review or for approval, newest first")
    @MayFail(ProblemType.VALIDATION_FAILED)
    public Uni<Page<CaseView>> list(
            @Parameter(required = true, schema = @Schema(implementation = Cases.Waiting.class))
                    @RestQuery
                    @Nullable
                    String waiting,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        Cases.Waiting what = Paging.literal("waiting", waiting, Cases.Waiting.class)
                .orElseThrow(() ->
                        Problem.invalid("?waiting", "required", "must be REVIEW or APPROVAL"));
        return cases.list(what, Paging.of(limit, after));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getCase",
            summary = "One operation with its evidence, verdict, journal, and who may decide what")
    public Uni<CaseView> get(@RestPath UUID id) {
        return cases.get(id);
    }
}
