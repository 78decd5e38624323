package com.bananacards.security;

import io.smallrye.mutiny.Uni;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A list, or a stream, that is narrowed by the id of another's thing is not found, as the thing itself is. Looked at
 * here for all of them: an answer that streams has begun before its resource could look.
 */
final class NamedInQueries {

    private static final Map<String, Owned> NAMES = Map.of(
            "cardholder_id", Owned.CARDHOLDERS,
            "card_id", Owned.CARDS,
            "operation_id", Owned.OPERATIONS);

    private final CurrentCaller current;

    @Inject
    NamedInQueries(CurrentCaller current) {
        this.current = current;
    }

    @ServerRequestFilter
    Uni<Void> check(ContainerRequestContext request) {
        var query = request.getUriInfo().getQueryParameters();
        Uni<Void> checks = Uni.createFrom().voidItem();
        for (Map.Entry<String, Owned> name : NAMES.entrySet()) {
            Optional<UUID> id = id(query.getFirst(name.getKey()));
            if (id.isPresent()) {
                checks = checks.chain(() -> name.getValue().check(current.get(), id.get()));
            }
        }
        return checks;
    }

    /** What is no id is the resource's to refuse. */
    private static Optional<UUID> id(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
