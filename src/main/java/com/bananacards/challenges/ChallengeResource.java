package com.bananacards.challenges;

import com.bananacards.http.Conditions;
import com.bananacards.http.JsonBody;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.operations.Asked;
import com.bananacards.security.Caller;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Owned;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** {@code /v1/challenges}. */
@Path("/v1/challenges")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
@Tag(name = "Challenges")
class ChallengeResource {

    private final Challenges challenges;
    private final CurrentCaller caller;
    private final Clock clock;

    @Inject
    ChallengeResource(Challenges challenges, CurrentCaller caller, Clock clock) {
        this.challenges = challenges;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listChallenges",
            summary = "3DS challenges, newest first: those that wait, or those of a status")
    public Uni<Page<ChallengeView>> list(
            @Parameter(schema = @Schema(implementation = ChallengeStatus.class))
                    @RestQuery
                    @Nullable
                    String status,
            @RestQuery("card_id") @Nullable String cardId,
            @RestQuery("cardholder_id") @Nullable String cardholderId,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        ChallengeStatus wanted = Paging.literal("status", status, ChallengeStatus.class)
                .orElse(ChallengeStatus.WAITING);
        Instant now = clock.instant();
        Conditions conditions = ofStatus(wanted, now)
                .where("cardId", Paging.id("card_id", cardId))
                .where("cardholderId", Paging.id("cardholder_id", cardholderId));
        return Owned.CHALLENGES
                .page(Challenge.class, caller.get(), conditions, paging)
                .map(rows -> Page.of(
                        rows,
                        paging.limit(),
                        row -> Paging.cursor(row.id),
                        row -> ChallengeView.of(row, now)));
    }

    /** What expired and is not yet marked so is not waiting any more. */
    private static Conditions ofStatus(ChallengeStatus wanted, Instant now) {
        return switch (wanted) {
            case WAITING ->
                Conditions.none()
                        .that("status = ? and expiresAt > ?", ChallengeStatus.WAITING, now);
            case EXPIRED ->
                Conditions.none()
                        .that(
                                "(status = ? or (status = ? and expiresAt <= ?))",
                                ChallengeStatus.EXPIRED,
                                ChallengeStatus.WAITING,
                                now);
            case APPROVED, DECLINED -> Conditions.none().that("status = ?", wanted);
        };
    }

    @POST
    @Path("/{id}/confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "confirmChallenge",
            summary = "Gives the cardholder's answer to the issuer; done when it answers 204")
    @APIResponse(responseCode = "204", description = "The issuer took the answer")
    @MayFail({
        ProblemType.CHALLENGE_CLOSED,
        ProblemType.OPERATION_IN_PROGRESS,
        ProblemType.ISSUER_REFUSED,
        ProblemType.ISSUER_UNAVAILABLE,
        ProblemType.OUTCOME_UNKNOWN
    })
    public Uni<RestResponse<String>> confirm(
            @RestPath UUID id,
            @BeanParam Asked asked,
            @RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(implementation = ConfirmRequest.class)))
                    byte @Nullable [] json) {
        Caller who = caller.get();
        return challenges.find(who, id).chain(challenge -> {
            boolean dry = asked.isDry();
            ConfirmRequest answer = ConfirmRequest.of(JsonBody.of(json));
            return dry
                    ? challenges.rehearse(who, challenge)
                    : challenges
                            .confirm(who, challenge, answer.approve(), asked.requestId())
                            .map(done -> RestResponse.noContent());
        });
    }
}
