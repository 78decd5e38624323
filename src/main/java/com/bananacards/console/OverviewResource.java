package com.bananacards.console;

import com.bananacards.bananatech.IssuerHealth;
import com.bananacards.operations.OpenOperations;
import com.bananacards.security.Roles;
import com.bananacards.webhooks.InboxFigures;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code /v1/admin/overview}: the state of things on one page. It shows nobody's data and is asked every few seconds, so
 * it is the one path of an operator that is not written down, and it answers when the database does not.
 */
@Path("/v1/admin/overview")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class OverviewResource {

    private static final Logger LOG = Logger.getLogger(OverviewResource.class);

    private final OpenOperations operations;
    private final InboxFigures inbox;
    private final IssuerHealth issuer;
    private final Readings readings;
    private final Sampler sampler;
    private final ConsoleConfig config;
    private final Clock clock;
    private final int poolMost;

    @Inject
    OverviewResource(
            OpenOperations operations,
            InboxFigures inbox,
            IssuerHealth issuer,
            Readings readings,
            Sampler sampler,
            ConsoleConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int poolMost) {
        this.operations = operations;
        this.inbox = inbox;
        this.issuer = issuer;
        this.readings = readings;
        this.sampler = sampler;
        this.config = config;
        this.clock = clock;
        this.poolMost = poolMost;
    }

    @GET
    @Operation(
            operationId = "getOverview",
            summary = "What needs a person, what is open, how inbox, BananaTech and database are;"
                    + " counts end at `count_most`, and the history is of the replica that answers")
    public Uni<Overview> get() {
        int most = config.countMost();
        return operations
                .count(most)
                .chain(open -> operations
                        .held(most)
                        .chain(held -> inbox.look(most)
                                .map(figures -> new Overview.Told(open, held, figures))))
                .map(Optional::of)
                .ifNoItem()
                .after(config.overviewWithin())
                .fail()
                .onFailure()
                .invoke(away -> LOG.warnf("the overview goes without the database: %s", away))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .map(this::overview);
    }

    private Overview overview(Optional<Overview.Told> told) {
        Instant now = clock.instant();
        return new Overview(
                now,
                config.countMost(),
                told.map(one -> one.needsPerson(config.countMost())).orElse(null),
                told.map(Overview.Told::operations).orElse(null),
                told.map(one -> one.inbox(now)).orElse(null),
                Overview.Issuer.of(issuer.lastMinute()),
                new Overview.Database(
                        told.isPresent(),
                        readings.databaseInUse(),
                        poolMost,
                        readings.databaseWaiting()),
                sampler.shown());
    }
}
