package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.bananatech.EventType;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** While webhooks wait to be applied for too long, reads are turned away and webhooks are not. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ArrearsApiTest {

    private static final Duration FAR_BEHIND = Duration.ofHours(2);

    @Inject
    Arrears arrears;

    private final Api merchant = Api.merchant();

    @Test
    void readsGiveWayToWebhooksThatWait() {
        Map<String, Object> webhook =
                WebhookSender.envelope(EventType.CARD_STATUS_CHANGE.name(), Map.of("card_id", 1));

        // The worker has nothing to do, and says so within a second.
        await().until(() -> {
            arrears.oldestWaits(FAR_BEHIND);
            return read() == 503;
        });
        arrears.oldestWaits(FAR_BEHIND);
        assertThat(WebhookSender.post(webhook).statusCode()).isEqualTo(200);
        await().until(() -> read() == 200);
    }

    private int read() {
        return merchant.request().get("/v1/cards").statusCode();
    }
}
