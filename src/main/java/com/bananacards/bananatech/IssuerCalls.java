package com.bananacards.bananatech;

import com.bananacards.bananatech.envelope.Envelope;
import com.bananacards.bananatech.envelope.Envelopes;
import com.bananacards.tracing.IssuerSpan;
import com.bananacards.tracing.Traces;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Makes one call: closes the envelope, sends it within its limits, verifies and opens the answer. Nothing of a body is
 * ever logged. A call that changes something is made once; reads are repeated a few times.
 */
@ApplicationScoped
class IssuerCalls {

    private static final TypeLiteral<Uni<JsonNode>> ANSWER = new TypeLiteral<>() {};
    private static final String REQUEST_ID = "request_id";
    private static final Duration[] BOUNDS = LongStream.of(25, 50, 100, 250, 500, 1000, 2500, 5000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final IssuerWire wire;
    private final BananatechConfig config;
    private final Envelopes envelopes;
    private final IssuerAnswers answers;
    private final IssuerHealth health;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Traces traces;
    private final Guard changes;
    private final Guard reads;

    @Inject
    IssuerCalls(
            IssuerWire wire,
            BananatechConfig config,
            Envelopes envelopes,
            IssuerAnswers answers,
            IssuerHealth health,
            ObjectMapper json,
            MeterRegistry meters,
            Traces traces) {
        this.wire = wire;
        this.config = config;
        this.envelopes = envelopes;
        this.answers = answers;
        this.health = health;
        this.json = json;
        this.meters = meters;
        this.traces = traces;
        this.changes = guarded("issuer-changes").build();
        this.reads = guarded("issuer-reads")
                .withRetry()
                .maxRetries(config.reads().retries())
                .delay(config.reads().retryDelay().toMillis(), ChronoUnit.MILLIS)
                .abortOn(IssuerRefused.class)
                .done()
                .build();
    }

    /** To be made now: else the first call makes the client, and an event loop waits for its classes. */
    void start(@Observes StartupEvent started) {}

    private Guard.Builder guarded(String name) {
        Gauge.builder("bananacards.issuer.breaker.open", health, it -> it.isOpen(name) ? 1 : 0)
                .description("1 while no calls are made because too many failed")
                .tag("breaker", name)
                .strongReference(true)
                .register(meters);
        return Guard.create()
                .withDescription(name)
                .withBulkhead()
                .limit(config.bulkhead().concurrent())
                .queueSize(config.bulkhead().waiting())
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(config.breaker().window())
                .failureRatio(config.breaker().failureRatio())
                .delay(config.breaker().delay().toMillis(), ChronoUnit.MILLIS)
                .skipOn(IssuerRefused.class)
                .onStateChange(state -> health.breaker(name, state))
                .done();
    }

    /**
     * The opened answer.
     *
     * <p>Fails with {@link IssuerRefused}, {@link IssuerDown} or {@link OutcomeUnknown}, nothing else.
     */
    Uni<JsonNode> call(Endpoint endpoint, Map<String, Object> plain) {
        Guard guard = endpoint.changesSomething() ? changes : reads;
        long started = System.nanoTime();
        IssuerSpan span = traces.call(endpoint.label());
        return Uni.createFrom()
                .deferred(() -> guarded(guard, endpoint, plain, span))
                .onFailure()
                .transform(IssuerAnswers::failure)
                .onItemOrFailure()
                .invoke((answer, failure) -> measure(endpoint, failure, started, span));
    }

    private Uni<JsonNode> guarded(
            Guard guard, Endpoint endpoint, Map<String, Object> plain, IssuerSpan span) {
        try {
            return guard.call(() -> once(endpoint, plain, span), ANSWER);
        } catch (Exception refusedByTheGuard) {
            return Uni.createFrom().failure(refusedByTheGuard);
        }
    }

    private Uni<JsonNode> once(Endpoint endpoint, Map<String, Object> plain, IssuerSpan span) {
        Envelope envelope = envelopes.close(serialise(plain));
        String requestId = MDC.get(REQUEST_ID) instanceof String id ? id : null;
        return wire.call(
                        Endpoints.path(config.paths(), endpoint),
                        envelope.hmac(),
                        requestId,
                        span.outward(),
                        envelope.encryptedPayload())
                .map(answer -> answers.open(endpoint, answer.status(), answer.body()))
                .onFailure()
                .transform(IssuerAnswers::failure);
    }

    private byte[] serialise(Map<String, Object> plain) {
        try {
            return json.writeValueAsBytes(plain);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a request of plain values can be written", null);
        }
    }

    private void measure(
            Endpoint endpoint, @Nullable Throwable failure, long started, IssuerSpan span) {
        String outcome = failure == null
                ? "ok"
                : failure.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        span.end(outcome, failure != null && !(failure instanceof IssuerRefused));
        Timer.builder("bananacards.issuer.call")
                .description("calls to the issuer, until their answer was opened")
                .tag("endpoint", endpoint.label())
                .tag("outcome", outcome)
                .serviceLevelObjectives(BOUNDS)
                .register(meters)
                .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        health.called(failure, System.nanoTime() - started);
    }
}
