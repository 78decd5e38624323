package com.bananacards.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.ext.web.RoutingContext;

import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

class KeptIdentitiesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TOKEN = "Bearer a.b.c";

    private Instant now = NOON;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final KeptIdentities kept = new KeptIdentities(
            2,
            Duration.ofMinutes(1),
            clock,
            () -> TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli()));

    private static QuarkusSecurityIdentity.Builder ada(Instant end) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("ada");
        if (end != null) {
            claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
        }
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new OidcJwtCallerPrincipal(claims, null))
                .addRole("merchant")
                .addAttribute("tenant-id", "one");
    }

    private static SecurityIdentity ada() {
        return ada(NOON.plusSeconds(3600)).build();
    }

    @Test
    void aKeptTokenNamesTheSameCaller() {
        kept.keep(TOKEN, ada());

        SecurityIdentity found = kept.of(TOKEN).orElseThrow();
        assertThat(KnownCaller.subject(found)).isEqualTo("ada");
        assertThat(found.getRoles()).containsExactly("merchant");
        assertThat(found.<String>getAttribute("tenant-id")).isEqualTo("one");
        assertThat(found.isAnonymous()).isFalse();
    }

    @Test
    void anotherTextIsNotKnown() {
        kept.keep(TOKEN, ada());

        assertThat(kept.of(TOKEN + "x")).isEmpty();
    }

    @Test
    void itIsForgottenAfterItsTime() {
        kept.keep(TOKEN, ada());
        now = NOON.plusSeconds(59);
        assertThat(kept.of(TOKEN)).isPresent();

        now = NOON.plusSeconds(61);
        assertThat(kept.of(TOKEN)).isEmpty();
    }

    @Test
    void itEndsWithTheToken() {
        kept.keep(TOKEN, ada(NOON.plusSeconds(30)).build());
        now = NOON.plusSeconds(29);
        assertThat(kept.of(TOKEN)).isPresent();

        now = NOON.plusSeconds(30);
        assertThat(kept.of(TOKEN)).isEmpty();
    }

    @Test
    void aTokenWithoutAnEndIsVerifiedEachTime() {
        kept.keep(TOKEN, ada(null).build());

        assertThat(kept.of(TOKEN)).isEmpty();
    }

    @Test
    void notMoreAreKeptThanMayBe() {
        for (String one : new String[] {"a", "b", "c", "d"}) {
            kept.keep(one, ada());
        }

        assertThat(java.util.stream.Stream.of("a", "b", "c", "d")
                        .filter(one -> kept.of(one).isPresent()))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void theRequestItCameWithIsNotKept() {
        Object request = Proxy.newProxyInstance(
                RoutingContext.class.getClassLoader(),
                new Class<?>[] {RoutingContext.class},
                (proxy, method, arguments) -> null);
        kept.keep(
                TOKEN,
                ada(NOON.plusSeconds(60))
                        .addAttribute(RoutingContext.class.getName(), request)
                        .build());

        assertThat(kept.of(TOKEN).orElseThrow().getAttributes()).containsOnlyKeys("tenant-id");
    }
}
