package com.bananacards.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A token that was taken a moment ago is not verified again, and is worth no more than before. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class VerifiedTokensApiTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static int asked(String token) {
        return Api.with(token).get("/v1/card-templates").statusCode();
    }

    @Test
    void aTokenThatWasTakenIsRefusedWhenItHasEnded() {
        assertThat(asked(Tokens.merchant())).isEqualTo(200); // warm, so that there is time for two
        String token = Tokens.merchantFor(Duration.ofSeconds(8));
        assertThat(asked(token)).isEqualTo(200);
        assertThat(asked(token)).isEqualTo(200);

        await().atMost(SOON).until(() -> asked(token) == 401);
    }

    @Test
    void aTokenThatDiffersInItsSignatureAloneIsRefused() {
        String token = Tokens.merchant();
        assertThat(asked(token)).isEqualTo(200);
        int middle = token.length() - 20;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';

        assertThat(asked(token.substring(0, middle) + other + token.substring(middle + 1)))
                .isEqualTo(401);
    }

    @Test
    void twoTokensOfOneCallerAreTwo() {
        assertThat(asked(Tokens.merchant("merchant-a"))).isEqualTo(200);
        assertThat(Api.with(Tokens.cardholder("00000000-0000-7000-8000-000000000000", "merchant-a"))
                        .get("/v1/admin/deliveries")
                        .statusCode())
                .isEqualTo(403);
    }
}
