package com.bananacards.cards;

import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.security.Roles;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** {@code GET /v1/card-templates}: cached here, and by whoever asks. */
@Path("/v1/card-templates")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
@Tag(name = "Templates")
class TemplateResource {

    private final Templates templates;
    private final CardsConfig config;
    private final ObjectMapper json;

    @Inject
    TemplateResource(Templates templates, CardsConfig config, ObjectMapper json) {
        this.templates = templates;
        this.config = config;
        this.json = json;
    }

    /** The list as it is answered. @param next always null: there is one page */
    @RegisterForReflection
    record TemplateList(List<TemplateView> data, @Nullable String next) {}

    @GET
    @Operation(
            operationId = "listCardTemplates",
            summary = "The kinds of cards that the issuer offers, with fees and limits")
    @APIResponse(
            responseCode = "200",
            description = "All of them",
            content = @Content(schema = @Schema(implementation = TemplateList.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since that ETag")
    @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "An ETag",
            schema = @Schema(implementation = String.class))
    @MayFail({ProblemType.ISSUER_UNAVAILABLE})
    public Uni<Response> list(@jakarta.ws.rs.core.Context Request request) {
        return templates.all().map(all -> {
            String body =
                    write(new TemplateList(all.stream().map(TemplateView::of).toList(), null));
            EntityTag tag =
                    new EntityTag(UUID.nameUUIDFromBytes(body.getBytes(StandardCharsets.UTF_8))
                            .toString());
            Response.ResponseBuilder fresh = request.evaluatePreconditions(tag);
            Response.ResponseBuilder answer = fresh == null ? Response.ok(body) : fresh;
            return answer.tag(tag)
                    .header(
                            "Cache-Control",
                            "private, max-age=" + config.templatesKept().toSeconds())
                    .build();
        });
    }

    private String write(TemplateList list) {
        try {
            return json.writeValueAsString(list);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
