package com.bananacards.webhooks;

import static com.bananacards.testsupport.WebhookSender.envelope;
import static com.bananacards.testsupport.WebhookSender.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.TestKeys;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How long each kind of forgery is answered after: told, and held against a wide limit, because machines differ. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ForgeryTimeTest {

    private static final int WARM_UP = 200;
    private static final int ROUNDS = 600;
    private static final double WIDE_LIMIT = 3.0;
    private static final String OTHER_SECRET =
            new StringBuilder(TestKeys.SECRET).reverse().toString();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> answers = new HashSet<>();

    private static Map<String, String> forgeries() {
        String type = "CARD_STATUS_CHANGE";
        JsonObject genuine = new JsonObject(
                envelope(type, Map.of("card_id", 1, "status", "SUCCESS", "card_status", "LOCKED")));
        String payload = genuine.getString("encrypted_payload");
        String signature = genuine.getString("hmac");
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("all of the signature wrong", with(genuine, "hmac", "0".repeat(64)));
        kinds.put(
                "only its end wrong",
                with(
                        genuine,
                        "hmac",
                        signature.substring(0, 63) + (signature.endsWith("0") ? "1" : "0")));
        kinds.put("another key's signature", with(genuine, "hmac", hmac(payload, OTHER_SECRET)));
        kinds.put("no signature", with(genuine, "hmac", ""));
        kinds.put(
                "another payload of its length",
                with(genuine, "encrypted_payload", "A".repeat(payload.length())));
        kinds.put("no base64", with(genuine, "encrypted_payload", "!".repeat(payload.length())));
        kinds.put(
                "signed, and not to be decrypted",
                new JsonObject(WebhookSender.signed(
                                type, "A".repeat(payload.length() - 4) + "AA==", TestKeys.SECRET))
                        .encode());
        return kinds;
    }

    private static String with(JsonObject genuine, String member, String value) {
        return genuine.copy().put(member, value).encode();
    }

    @Test
    void everyKindOfForgeryIsAnsweredTheSameInOneTimeClass() throws Exception {
        Map<String, String> kinds = forgeries();
        Map<String, List<Long>> times = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (Map.Entry<String, String> kind : kinds.entrySet()) {
                long took = post(kind.getValue());
                if (round >= WARM_UP) {
                    times.computeIfAbsent(kind.getKey(), one -> new ArrayList<>())
                            .add(took);
                }
            }
        }
        Map<String, Long> medians = new LinkedHashMap<>();
        times.forEach((kind, all) -> medians.put(kind, median(all)));
        double ratio =
                (double) Collections.max(medians.values()) / Collections.min(medians.values());
        medians.forEach((kind, nanos) -> System.out.printf("%6d us  %s%n", nanos / 1000, kind));
        System.out.printf("slowest to fastest kind of forgery, medians: %.2f%n", ratio);

        assertThat(answers).hasSize(1);
        assertThat(ratio).isLessThan(WIDE_LIMIT);
    }

    private static long median(List<Long> all) {
        Collections.sort(all);
        return all.get(all.size() / 2);
    }

    private long post(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + WebhookSender.PATH))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        long took = System.nanoTime() - begun;
        assertThat(answer.statusCode()).isEqualTo(401);
        answers.add(answer.body());
        return took;
    }
}
