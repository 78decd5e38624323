package com.bananacards.journal;

import com.bananacards.http.Paging;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.journal.JournalReader.Filter;
import com.bananacards.security.Caller;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Multi;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** {@code GET /v1/events}: what happens, as it is committed; resumable from any position, on any replica. */
@Path("/v1/events")
@RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
@Tag(name = "Events")
class EventStreamResource {

    private final EventStreams streams;
    private final CurrentCaller caller;

    @Inject
    EventStreamResource(EventStreams streams, CurrentCaller caller) {
        this.streams = streams;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "streamEvents",
            summary = "Server-sent events; Last-Event-ID resumes with no gap and no repeat")
    @APIResponse(
            responseCode = "200",
            description = "Events `operation.updated`, `card.updated`, `cardholder.updated`,"
                    + " `transaction.created`, `transaction.updated`, `challenge.created` and"
                    + " `challenge.updated`, each with the thing as its data and a position as"
                    + " its id; `reset` when the position asked for is no longer kept. The first"
                    + " thing sent is an `id` without an event: where the stream begins",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = String.class)))
    @MayFail({ProblemType.VALIDATION_FAILED, ProblemType.RATE_LIMITED})
    public Multi<OutboundSseEvent> events(
            @RestQuery("cardholder_id") @Nullable String cardholderId,
            @RestQuery("card_id") @Nullable String cardId,
            @RestQuery("operation_id") @Nullable String operationId,
            @RestHeader("Last-Event-ID") @Nullable String lastEventId,
            @Context Sse sse) {
        Caller who = caller.get();
        Filter filter = new Filter(
                who.narrowed(Paging.id("cardholder_id", cardholderId)).orElse(null),
                Paging.id("card_id", cardId).orElse(null),
                Paging.id("operation_id", operationId).orElse(null));
        Optional<String> from = Optional.ofNullable(lastEventId);
        return streams.open(who.subject(), filter, from, caller.expiry())
                .map(event -> outbound(sse, event));
    }

    private static OutboundSseEvent outbound(Sse sse, StreamEvent event) {
        OutboundSseEvent.Builder builder = sse.newEventBuilder().id(event.id());
        if (event.name() == null) {
            return builder.comment("still here").build();
        }
        return builder.name(event.name()).data(event.data()).build();
    }
}
