package com.bananacards.webhooks;

import com.bananacards.bananatech.envelope.EnvelopeRejected;
import com.bananacards.bananatech.envelope.Envelopes;
import com.bananacards.http.JsonBody;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.http.RequestId;
import com.bananacards.http.description.MayFail;
import com.bananacards.tracing.LogKeys;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import jakarta.annotation.security.PermitAll;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * {@code POST /webhooks/bananatech}: takes the issuer's deliveries. Answers 200 once a delivery is committed, also for
 * one that was seen before; what is not genuine is counted and not stored.
 */
@Path("/webhooks/bananatech")
@Tag(name = "Webhooks")
class WebhookResource {

    private final Envelopes envelopes;
    private final Arrivals arrivals;
    private final Inbox inbox;
    private final DeliveryMetrics metrics;
    private final RoutingContext request;

    @Inject
    WebhookResource(
            Envelopes envelopes,
            Arrivals arrivals,
            Inbox inbox,
            DeliveryMetrics metrics,
            RoutingContext request) {
        this.envelopes = envelopes;
        this.arrivals = arrivals;
        this.inbox = inbox;
        this.metrics = metrics;
        this.request = request;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "200",
            description = "It is stored, now or before; applied now or later")
    @Operation(operationId = "receiveWebhook", summary = "Takes a webhook of BananaTech's")
    @MayFail({
        ProblemType.UNAUTHENTICATED,
        ProblemType.MALFORMED_JSON,
        ProblemType.VALIDATION_FAILED,
        ProblemType.TOO_LARGE,
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        ProblemType.UNAVAILABLE
    })
    public Uni<RestResponse<Void>> receive(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(implementation = WebhookRequest.class)))
                    byte @Nullable [] json) {
        long began = System.nanoTime();
        WebhookRequest delivered = read(json);
        byte[] plain = verified(delivered);
        Arrival arrival = arrivals.of(
                delivered.type(),
                plain,
                delivered.encryptedPayload(),
                Source.WEBHOOK,
                RequestId.of(request));
        LogKeys.delivery(arrival.id());
        return inbox.store(arrival)
                .invoke(isNew -> stored(arrival, isNew, began))
                .onFailure()
                .transform(cause -> notStored(delivered, cause))
                .map(isNew -> RestResponse.ok());
    }

    private void stored(Arrival arrival, boolean isNew, long began) {
        metrics.acknowledged(System.nanoTime() - began);
        metrics.received(arrival.type(), isNew ? "stored" : "seen_before");
        if (isNew) {
            learn(arrival);
        }
    }

    /** How the issuer behaves. */
    private void learn(Arrival arrival) {
        if (arrival.issuerTime() != null) {
            metrics.delayed(Duration.between(arrival.issuerTime(), arrival.receivedAt()));
        }
        if (arrival.unknownMembers() > 0) {
            metrics.unknownMembers(arrival.type(), arrival.unknownMembers());
        }
    }

    private WebhookRequest read(byte @Nullable [] json) {
        try {
            return WebhookRequest.of(JsonBody.of(json));
        } catch (Problem malformed) {
            metrics.received(DeliveryMetrics.OTHER, "malformed");
            throw malformed;
        }
    }

    private byte[] verified(WebhookRequest delivered) {
        try {
            return envelopes.open(delivered.envelope());
        } catch (EnvelopeRejected forged) {
            metrics.received(delivered.type(), "forged");
            throw Problem.of(ProblemType.UNAUTHENTICATED, "The envelope is not genuine.");
        }
    }

    private Problem notStored(WebhookRequest delivered, Throwable cause) {
        metrics.received(delivered.type(), "not_stored");
        return cause instanceof Problem problem
                ? problem
                : Problem.of(ProblemType.UNAVAILABLE, "The delivery is not stored; send it again.");
    }
}
