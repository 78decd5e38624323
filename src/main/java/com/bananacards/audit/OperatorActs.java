package com.bananacards.audit;

import com.bananacards.http.DatabaseFailures;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.http.RequestId;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.security.KnownCaller;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Writes down what an operator asked for and how it was answered, before the answer leaves: whatever is under {@code
 * /v1/admin} but the overview, and all that changes something. What can't be written down is not shown.
 */
final class OperatorActs {

    private static final Logger LOG = Logger.getLogger(OperatorActs.class);
    private static final Set<HttpMethod> READING =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Shows nobody's data, and is asked every few seconds: it would bury what is worth reading. */
    private static final String OVERVIEW = "/v1/admin/overview";

    private final RoutingContext request;
    private final Journal journal;
    private final Clock clock;

    @Inject
    OperatorActs(RoutingContext request, Journal journal, Clock clock) {
        this.request = request;
        this.journal = journal;
        this.clock = clock;
    }

    @ServerResponseFilter
    Uni<Void> write(ContainerResponseContext answer) {
        return KnownCaller.isOperator(request) && isAct()
                ? Panache.withTransaction(() -> journal.append(List.of(line(answer.getStatus()))))
                        .onFailure()
                        .invoke(cause -> keepBack(answer, cause))
                        .onFailure()
                        .recoverWithNull()
                : Uni.createFrom().voidItem();
    }

    private boolean isAct() {
        String path = request.normalizedPath();
        return !READING.contains(request.request().method())
                || (path.startsWith("/v1/admin/") && !path.equals(OVERVIEW));
    }

    private Line line(int status) {
        String asked = Asked.exactly(request);
        return Line.of(clock.instant(), "OperatorActed", "An operator asked: " + asked)
                .actor(KnownCaller.subject(request))
                .request(RequestId.of(request))
                .with("status", status)
                .with("address", Asked.from(request))
                .with("asked", asked)
                .silent();
    }

    private void keepBack(ContainerResponseContext answer, Throwable cause) {
        // A database that is away is no mistake here; anything else is.
        Logger.Level level =
                DatabaseFailures.isDatabaseAway(cause) ? Logger.Level.WARN : Logger.Level.ERROR;
        LOG.logf(level, "an operator's act can't be written down: %s", cause.getMessage());
        Problem problem = Problem.of(ProblemType.UNAVAILABLE);
        answer.setStatus(problem.type().status());
        answer.getHeaders().putSingle("Content-Type", "application/problem+json");
        answer.setEntity(
                problem.body(request.normalizedPath()),
                answer.getEntityAnnotations(),
                MediaType.valueOf("application/problem+json"));
    }
}
