package com.bananacards.journal;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One thing that happened.
 *
 * @param kind past tense, {@code CardLocked}; never changes its meaning
 * @param summary one plain sentence for a person
 * @param event name on the event stream, {@code card.updated}; null for what is not streamed
 * @param body the streamed body, as the API shows the subject after this; null without an event
 */
@RegisterForReflection
public record Line(
        Instant at,
        String kind,
        String summary,
        @JsonProperty("cardholder_id") @Nullable UUID cardholderId,
        @JsonProperty("card_id") @Nullable UUID cardId,
        @JsonProperty("operation_id") @Nullable UUID operationId,
        @JsonProperty("delivery_id") @Nullable UUID deliveryId,
        @JsonProperty("issuer_card_id") @Nullable Long issuerCardId,
        @JsonProperty("issuer_user_id") @Nullable Long issuerUserId,
        @Nullable String actor,
        @JsonProperty("request_id") @Nullable String requestId,
        Map<String, Object> data,
        @Nullable String event,
        @Nullable Object body) {

    /** Starts a line. */
    public static Builder of(Instant at, String kind, String summary) {
        return new Builder(at, kind, summary);
    }

    /** Collects what a line is about. */
    public static final class Builder {
        private final Instant at;
        private final String kind;
        private final String summary;
        private final Map<String, Object> data = new java.util.LinkedHashMap<>();
        private @Nullable UUID cardholderId;
        private @Nullable UUID cardId;
        private @Nullable UUID operationId;
        private @Nullable UUID deliveryId;
        private @Nullable Long issuerCardId;
        private @Nullable Long issuerUserId;
        private @Nullable String actor;
        private @Nullable String requestId;

        private Builder(Instant at, String kind, String summary) {
            this.at = at;
            this.kind = kind;
            this.summary = summary;
        }

        public Builder cardholder(@Nullable UUID id) {
            cardholderId = id;
            return this;
        }

        public Builder card(@Nullable UUID id) {
            cardId = id;
            return this;
        }

        public Builder operation(@Nullable UUID id) {
            operationId = id;
            return this;
        }

        public Builder delivery(@Nullable UUID id) {
            deliveryId = id;
            return this;
        }

        public Builder issuerCard(@Nullable Long number) {
            issuerCardId = number;
            return this;
        }

        public Builder issuerUser(@Nullable Long number) {
            issuerUserId = number;
            return this;
        }

        /** Who did it, for what a person or a caller did. */
        public Builder actor(@Nullable String subject) {
            actor = subject;
            return this;
        }

        public Builder request(@Nullable String id) {
            requestId = id;
            return this;
        }

        /** Adds a detail; null adds nothing. */
        public Builder with(String name, @Nullable Object value) {
            if (value != null) {
                data.put(name, value);
            }
            return this;
        }

        /** Ends a line that is not streamed. */
        public Line silent() {
            return line(null, null);
        }

        /** Ends a line that the event stream shows under this name with this body. */
        public Line streamed(String event, Object body) {
            return line(event, body);
        }

        private Line line(@Nullable String event, @Nullable Object body) {
            return new Line(
                    at,
                    kind,
                    summary,
                    cardholderId,
                    cardId,
                    operationId,
                    deliveryId,
                    issuerCardId,
                    issuerUserId,
                    actor,
                    requestId,
                    Map.copyOf(data),
                    event,
                    body);
        }
    }
}
