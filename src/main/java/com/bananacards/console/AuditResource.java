package com.bananacards.console;

import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.journal.AuditEntry;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Verification;
import com.bananacards.journal.Verification.Verified;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Function;

/** {@code /v1/admin/audit}: who did what, and the proof that nobody changed it since. */
@Path("/v1/admin/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class AuditResource {

    private final Journal journal;
    private final Verification verification;

    @Inject
    AuditResource(Journal journal, Verification verification) {
        this.journal = journal;
        this.verification = verification;
    }

    @GET
    @Operation(
            operationId = "listAudit",
            summary = "Who did what, was refused, or decided, newest first")
    public Uni<Page<AuditEntry>> list(
            @RestQuery @Nullable String actor,
            @RestQuery @Nullable String kind,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        Paging paging = Paging.of(limit, null);
        long before = after == null ? Long.MAX_VALUE : Paging.position(after);
        return journal.audit(
                        Paging.text("actor", actor),
                        Paging.text("kind", kind),
                        before,
                        paging.fetch())
                .map(entries -> Page.of(
                        entries,
                        paging.limit(),
                        entry -> Long.toString(entry.position()),
                        Function.identity()));
    }

    @POST
    @Path("/verify")
    @Operation(
            operationId = "verifyAudit",
            summary = "Walks along the journal's chain and names the first line that is not as it"
                    + " was sealed; what is too much for one walk goes on at `next`")
    @MayFail(ProblemType.VALIDATION_FAILED)
    public Uni<Verified> verify(@RestQuery @Nullable String after) {
        return verification.verify(Optional.ofNullable(after));
    }
}
