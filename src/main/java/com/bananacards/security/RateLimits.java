package com.bananacards.security;

import com.bananacards.http.TooManyRequests;
import com.bananacards.security.LimitsConfig.Quota;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often a caller may ask, on this replica. Looked at as soon as the caller is known and before anything else is done
 * for them. What it says stands on every answer, in the header fields of draft-ietf-httpapi-ratelimit-headers-10.
 */
@Singleton
class RateLimits {

    private final Cache<Key, Bucket> buckets;
    private static final List<String> LIMITS =
            List.of("caller", "cardholder", Guarded.PIN, Guarded.CHALLENGE);

    private final LimitsConfig config;
    private final MeterRegistry meters;

    @Inject
    RateLimits(LimitsConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        LIMITS.forEach(limit -> meters.counter("bananacards.rate.limited", "limit", limit));
        buckets = Caffeine.newBuilder().maximumSize(config.tracked()).build();
    }

    /** Whose bucket of which limit. */
    private record Key(String limit, String who, String thing) {}

    /** One limit that a request falls under. */
    private record Applied(Key key, Quota quota) {}

    /** Takes one from each bucket of the caller; a failure when one of them is empty. */
    Optional<TooManyRequests> admit(RoutingContext request, SecurityIdentity identity) {
        List<String> policies = new ArrayList<>();
        List<String> states = new ArrayList<>();
        Optional<TooManyRequests> refused = Optional.empty();
        for (Applied one : applied(request, identity)) {
            ConsumptionProbe probe = buckets.get(one.key(), key -> bucket(one.quota()))
                    .tryConsumeAndReturnRemaining(1);
            policies.add(policy(one));
            states.add(state(one, probe));
            if (refused.isEmpty() && !probe.isConsumed()) {
                refused = Optional.of(tooMany(one, probe));
            }
        }
        HttpServerResponse response = request.response();
        response.putHeader("RateLimit-Policy", String.join(", ", policies));
        response.putHeader("RateLimit", String.join(", ", states));
        return refused;
    }

    private List<Applied> applied(RoutingContext request, SecurityIdentity identity) {
        boolean wide = CurrentCaller.isWide(identity);
        String who = wide ? KnownCaller.subject(identity) : CurrentCaller.claimed(identity);
        Applied general = wide
                ? new Applied(new Key("caller", who, ""), config.caller())
                : new Applied(new Key("cardholder", who, ""), config.cardholder());
        return Guarded.of(request.request().method(), request.normalizedPath())
                .map(guarded -> List.of(general, tighter(guarded, who, wide)))
                .orElse(List.of(general));
    }

    /** A merchant acts for many: each of their cards has a bucket. A cardholder acts for one, whatever they name. */
    private Applied tighter(Guarded guarded, String who, boolean wide) {
        Quota quota = guarded.limit().equals(Guarded.PIN) ? config.pin() : config.challenge();
        String whose = wide ? "caller " + who : "cardholder " + who;
        return new Applied(new Key(guarded.limit(), whose, wide ? guarded.thing() : ""), quota);
    }

    private static Bucket bucket(Quota quota) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.requests())
                        .refillGreedy(quota.requests(), quota.per()))
                .build();
    }

    private static String policy(Applied one) {
        return "\"" + one.key().limit() + "\";q=" + one.quota().requests() + ";w="
                + seconds(one.quota().per().toNanos());
    }

    private static String state(Applied one, ConsumptionProbe probe) {
        return "\"" + one.key().limit() + "\";r=" + probe.getRemainingTokens() + ";t="
                + seconds(probe.getNanosToWaitForReset());
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusNanos(999_999_999).toSeconds();
    }

    private TooManyRequests tooMany(Applied one, ConsumptionProbe probe) {
        meters.counter("bananacards.rate.limited", "limit", one.key().limit()).increment();
        return new TooManyRequests(
                "More than " + one.quota().requests() + " requests in "
                        + seconds(one.quota().per().toNanos()) + " seconds.",
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
