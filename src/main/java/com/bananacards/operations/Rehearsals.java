package com.bananacards.operations;

import com.bananacards.http.Problem;
import com.bananacards.security.Caller;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestResponse;

import java.util.Set;

/**
 * Runs a command's checks and nothing else: by the same code as the command itself, in a transaction that is rolled
 * back.
 */
@ApplicationScoped
public class Rehearsals {

    /** What depends on the state of things; anything else is wrong with the request itself. */
    private static final Set<Integer> BLOCKING = Set.of(409, 422, 503);

    private final ObjectMapper json;

    @Inject
    Rehearsals(ObjectMapper json) {
        this.json = json;
    }

    /** Answers with what these checks find. A plan may be null where no operation would be opened. */
    public Uni<RestResponse<String>> run(String kind, Caller caller, Plan.Checks checks) {
        Blockers blockers = Blockers.collecting();
        return Panache.withTransaction(() -> Panache.currentTransaction()
                        .invoke(Mutiny.Transaction::markForRollback)
                        .chain(() -> checks.run(caller, blockers)))
                .map(planned -> DryRun.of(kind, planned, blockers.found()))
                .onFailure(Rehearsals::isBlocking)
                .recoverWithItem(problem -> {
                    blockers.found().add((Problem) problem);
                    return DryRun.of(kind, null, blockers.found());
                })
                .map(this::response);
    }

    private static boolean isBlocking(Throwable failure) {
        return failure instanceof Problem problem
                && BLOCKING.contains(problem.type().status());
    }

    private RestResponse<String> response(DryRun dryRun) {
        try {
            return RestResponse.ResponseBuilder.<String>ok(json.writeValueAsString(dryRun))
                    .header("Content-Type", "application/json")
                    .build();
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a dry run must be writable", unwritable);
        }
    }
}
