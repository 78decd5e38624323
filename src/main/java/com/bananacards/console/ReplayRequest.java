package com.bananacards.console;

import com.bananacards.http.JsonBody;
import com.bananacards.http.Problem;
import com.bananacards.webhooks.Replays;
import com.bananacards.webhooks.Source;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which parked deliveries to replay, and whether to.
 *
 * @param dryRun true: they are only counted
 * @param upTo the {@code up_to} that the count answered: what came later is left alone
 */
record ReplayRequest(Replays.Parked set, boolean dryRun, Optional<UUID> upTo) {

    private static final int LONGEST = 100;
    private static final String SOURCES =
            Arrays.stream(Source.values()).map(Enum::name).collect(Collectors.joining("|"));
    private static final Pattern SOURCE = Pattern.compile(SOURCES);

    /** The body, for the API's description. */
    record Body(
            @Nullable String type,
            @Nullable String reason,
            @Nullable Source source,

            @Schema(description = "The `next` of the answer before, to go on with the set")
            @Nullable
            UUID after,

            @Schema(description = "The `up_to` of the count; needed unless dry_run")
            @JsonProperty("up_to")
            @Nullable
            UUID upTo,

            @Schema(
                    required = true,
                    description = "True: only counts. False: replays what was counted")
            @JsonProperty("dry_run")
            boolean dryRun) {}

    /**
     * What was counted, or done.
     *
     * @param replayed made due again now
     * @param left parked deliveries of the set that were not; it ends at {@code console.count-most}
     * @param upTo the newest of the set when it was counted; null for an empty set
     * @param next to be given back as {@code after} to go on with what is left; null when nothing is
     */
    @RegisterForReflection
    record Answer(
            @JsonProperty("dry_run") boolean dryRun,
            int replayed,
            long left,
            @JsonProperty("up_to") @Nullable UUID upTo,
            @Nullable UUID next) {}

    /** @throws Problem {@code validation_failed} */
    static ReplayRequest of(byte @Nullable [] json) {
        JsonBody body = JsonBody.of(json);
        var type = body.text("type", 1, LONGEST);
        var reason = body.text("reason", 1, LONGEST);
        var source =
                body.text("source", 20, SOURCE, "must be one of " + SOURCES).map(Source::valueOf);
        var after = body.id("after");
        var upTo = body.id("up_to");
        var dryRun = body.required("dry_run", body.bool("dry_run"));
        if (dryRun.isPresent() && !dryRun.get()) {
            upTo = body.required("up_to", upTo);
        }
        body.done();
        return new ReplayRequest(
                new Replays.Parked(type, reason, source, after, upTo), dryRun.orElseThrow(), upTo);
    }

    /** The rest of the set, behind this one. */
    Replays.Parked behind(UUID last) {
        return new Replays.Parked(
                set.type(), set.reason(), set.source(), Optional.of(last), set.upTo());
    }
}
