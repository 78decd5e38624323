package com.bananacards.sandbox;

import static com.bananacards.sandbox.Stage.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpResponse;

class EnvelopeTest {

    private static final Seal SEAL = new Seal(Stage.SECRET, KeyEncoding.UTF8, KeyEncoding.UTF8);

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private String refusal(String merchant, String hmac, String body) throws IOException {
        HttpResponse<String> response = stage.raw(Endpoint.USERS, merchant, hmac, body);
        assertThat(response.statusCode()).isEqualTo(400);
        return ExactJson.object(response.body()).getString("message");
    }

    @Test
    void whatCannotBeReadIsAnsweredInTheClear() throws IOException {
        String payload = SEAL.seal("{}");
        String hmac = SEAL.sign(payload);
        String good = json("encrypted_payload", payload).encode();
        assertThat(stage.raw(Endpoint.USERS, Stage.MERCHANT, hmac, good).statusCode())
                .isEqualTo(200);
        assertThat(refusal("someone", hmac, good)).isEqualTo("Merchant-ID invalid");
        assertThat(refusal(Stage.MERCHANT, "0".repeat(64), good)).isEqualTo("HMAC invalid");
        assertThat(refusal(Stage.MERCHANT, hmac, "[]")).isEqualTo("not a JSON object");
        assertThat(refusal(Stage.MERCHANT, hmac, "")).isEqualTo("not a JSON object");
        assertThat(refusal(Stage.MERCHANT, hmac, good + "{}"))
                .isEqualTo("more than one JSON object");
        String more = json("encrypted_payload", payload, "hmac", hmac).encode();
        assertThat(refusal(Stage.MERCHANT, hmac, more)).isEqualTo("payload malformed");
        assertThat(refusal(Stage.MERCHANT, hmac, "{\"encrypted_payload\":7}"))
                .isEqualTo("payload malformed");
    }

    @Test
    void aGenuineSignatureDoesNotMakeGarbageReadable() throws IOException {
        String garbage = "AAAA";
        String body = json("encrypted_payload", garbage).encode();
        assertThat(refusal(Stage.MERCHANT, SEAL.sign(garbage), body))
                .isEqualTo("payload malformed");
        String text = SEAL.seal("no json");
        assertThat(refusal(
                        Stage.MERCHANT,
                        SEAL.sign(text),
                        json("encrypted_payload", text).encode()))
                .isEqualTo("not valid JSON");
        assertThat(stage.get("/calls").getJsonArray("calls").getJsonObject(0).getString("outcome"))
                .isEqualTo("BAD_ENVELOPE");
    }

    @Test
    void anOversizedBodyIsRefused() throws IOException {
        String body = json("encrypted_payload", "A".repeat(3 << 20)).encode();
        assertThat(stage.raw(Endpoint.USERS, Stage.MERCHANT, "0", body).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void everyEndpointRefusesAnUnknownMerchant(Endpoint endpoint) throws IOException {
        HttpResponse<String> response = stage.raw(endpoint, "someone", "", "{}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Merchant-ID invalid");
    }

    @Test
    void refusalsMayTravelInTheClear() {
        stage.control("PUT", "/settings", json("refusal_style", "PLAIN_400").encode());
        Stage.Reply reply = stage.call(Endpoint.BALANCE, "user_id", 1, "card_id", 1);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.enveloped()).isFalse();
        assertThat(reply.message()).isEqualTo("104:0 - card not found");
    }

    @Test
    void decimalsKeepTheirCents() {
        assertThat(ExactJson.object("{\"a\":0.10,\"b\":12345678901234567890,\"c\":[1,null,true]}"))
                .isEqualTo(json(
                        "a", new BigDecimal("0.10"),
                        "b", new BigInteger("12345678901234567890"),
                        "c", new JsonArray().add(1L).addNull().add(true)));
        assertThat(ExactJson.object("{\"a\":0.10}").getValue("a"))
                .isEqualTo(new BigDecimal("0.10"));
    }
}
