package com.bananacards.http;

import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.CompositeException;
import io.vertx.ext.web.RoutingContext;

import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import java.util.Map;

/** Turns whatever went wrong into a problem answer: also what the framework itself refuses. */
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final Map<Integer, ProblemType> OF_STATUS = Map.of(
            400, ProblemType.VALIDATION_FAILED,
            401, ProblemType.UNAUTHENTICATED,
            403, ProblemType.FORBIDDEN,
            404, ProblemType.NOT_FOUND,
            405, ProblemType.METHOD_NOT_ALLOWED,
            406, ProblemType.NOT_ACCEPTABLE,
            413, ProblemType.TOO_LARGE,
            415, ProblemType.UNSUPPORTED_MEDIA_TYPE,
            503, ProblemType.UNAVAILABLE);

    private final RoutingContext request;

    @Inject
    ProblemMappers(RoutingContext request) {
        this.request = request;
    }

    @ServerExceptionMapper
    RestResponse<Map<String, Object>> problem(Problem problem) {
        return answer(problem);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    RestResponse<Map<String, Object>> unauthenticated(SecurityException refused) {
        return answer(Problem.of(ProblemType.UNAUTHENTICATED));
    }

    @ServerExceptionMapper
    RestResponse<Map<String, Object>> forbidden(ForbiddenException refused) {
        return answer(Problem.of(ProblemType.FORBIDDEN));
    }

    @ServerExceptionMapper
    RestResponse<Map<String, Object>> refusedByTheFramework(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        ProblemType type = OF_STATUS.get(status);
        return type == null ? internal(refused) : answer(Problem.of(type));
    }

    @ServerExceptionMapper
    RestResponse<Map<String, Object>> anythingElse(Throwable failure) {
        Throwable cause = first(failure);
        if (cause instanceof Problem problem) {
            return answer(problem);
        }
        return DatabaseFailures.isDatabaseAway(cause) ? databaseAway(cause) : internal(cause);
    }

    /**
     * What went wrong first. A transaction that failed may fail again when it is rolled back, on a connection that was
     * lost meanwhile: nothing of it is committed all the same.
     */
    static Throwable first(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wraps = failure instanceof ArcUndeclaredThrowableException
                || failure instanceof CompositeException;
        return wraps && cause != null ? first(cause) : failure;
    }

    private RestResponse<Map<String, Object>> databaseAway(Throwable cause) {
        LOG.warnf("database away: %s", cause.getMessage());
        return answer(Problem.of(ProblemType.UNAVAILABLE));
    }

    private RestResponse<Map<String, Object>> internal(Throwable cause) {
        LOG.error("unexpected failure", cause);
        return answer(Problem.of(ProblemType.INTERNAL_ERROR));
    }

    private RestResponse<Map<String, Object>> answer(Problem problem) {
        if (problem.refusesAccess()) {
            RefusedAccess.mark(request);
        }
        var response = RestResponse.ResponseBuilder.<Map<String, Object>>create(
                        problem.type().status())
                .entity(problem.body(request.normalizedPath()))
                .header("Content-Type", Problems.MEDIA_TYPE);
        problem.retryAfter().ifPresent(wait -> response.header("Retry-After", wait));
        if (problem.type() == ProblemType.UNAUTHENTICATED) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.build();
    }
}
