package com.bananacards.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** Where a token's age decides too, the same text is not enough: each time is looked at. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(TokenAgeApiTest.YoungTokens.class)
class TokenAgeApiTest {

    public static class YoungTokens implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.oidc.token.age", "8S");
        }
    }

    private static int asked(String token) {
        return Api.with(token).get("/v1/card-templates").statusCode();
    }

    @Test
    void aTokenThatWasTakenIsRefusedWhenItIsTooOld() {
        assertThat(asked(Tokens.merchant())).isEqualTo(200); // warm, so that there is time for two
        String token = Tokens.merchant();
        assertThat(asked(token)).isEqualTo(200);
        assertThat(asked(token)).isEqualTo(200);

        await().atMost(Duration.ofSeconds(20)).until(() -> asked(token) == 401);
    }
}
