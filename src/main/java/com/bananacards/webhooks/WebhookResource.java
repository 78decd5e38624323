package com.bananacards.webhooks;

import com.bananacards.bananatech.envelope.Envelope;
import com.bananacards.bananatech.envelope.EnvelopeRejected;
import com.bananacards.bananatech.envelope.Envelopes;
import com.bananacards.http.JsonBody;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.http.RequestId;

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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * {@code POST /webhooks/bananatech}: takes the issuer's deliveries. Answers 200 once a delivery is committed, also for
 * one that was seen before; what is not genuine is counted and not stored.
 */
@Path("/webhooks/bananatech")
@Tag(name = "Webhooks")
class WebhookResource {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final int MAX_TYPE = 100;
    private static final int MAX_PAYLOAD = 262_144;
    private static final int MAX_HMAC = 256;

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

    private record Delivered(String type, Envelope envelope) {}

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Takes a webhook of BananaTech's", hidden = false)
    public Uni<RestResponse<Void>> receive(byte @Nullable [] json) {
        Delivered delivered = read(json);
        Arrival arrival = arrivals.of(
                delivered.type(),
                verified(delivered),
                delivered.envelope().encryptedPayload(),
                Source.WEBHOOK,
                RequestId.of(request));
        return inbox.store(arrival)
                .invoke(isNew ->
                        metrics.received(delivered.type(), isNew ? "stored" : "seen_before"))
                .onFailure()
                .transform(cause -> notStored(delivered, cause))
                .map(isNew -> RestResponse.ok());
    }

    private Delivered read(byte @Nullable [] json) {
        try {
            JsonBody body = JsonBody.of(json);
            var payload = body.required(
                    "encrypted_payload", body.text("encrypted_payload", 0, MAX_PAYLOAD));
            var type = body.required(
                    "type", body.text("type", MAX_TYPE, TYPE, "must be the name of an event"));
            var hmac = body.required("hmac", body.text("hmac", 0, MAX_HMAC));
            body.doneIgnoringUnknown();
            return new Delivered(
                    type.orElseThrow(), new Envelope(payload.orElseThrow(), hmac.orElseThrow()));
        } catch (Problem malformed) {
            metrics.received(DeliveryMetrics.OTHER, "malformed");
            throw malformed;
        }
    }

    private byte[] verified(Delivered delivered) {
        try {
            return envelopes.open(delivered.envelope());
        } catch (EnvelopeRejected forged) {
            metrics.received(delivered.type(), "forged");
            throw Problem.of(ProblemType.UNAUTHENTICATED, "The envelope is not genuine.");
        }
    }

    private Problem notStored(Delivered delivered, Throwable cause) {
        metrics.received(delivered.type(), "not_stored");
        return cause instanceof Problem problem
                ? problem
                : Problem.of(ProblemType.UNAVAILABLE, "The delivery is not stored; send it again.");
    }
}
