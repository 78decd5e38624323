package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.NoSuchElementException;

/** What may befall a card, by the control API's hand. */
final class CardControl {

    private static final String SHOP = "Banana Stand";

    private final World world;
    private final Issuer issuer;

    CardControl(World world, Issuer issuer) {
        this.world = world;
        this.issuer = issuer;
    }

    private Card card(long id) {
        return world.cards.find(id).orElseThrow(() -> new NoSuchElementException("no such card"));
    }

    JsonObject purchase(long cardId, JsonObject body) {
        Fields in = new Fields(body);
        BigDecimal amount = in.amount("amount");
        return issuer.spending.purchase(card(cardId), amount, merchant(in)).wire();
    }

    JsonObject refund(long cardId, JsonObject body) {
        Fields in = new Fields(body);
        BigDecimal amount = in.amount("amount");
        return issuer.spending.refund(card(cardId), amount, merchant(in)).wire();
    }

    JsonObject correction(long cardId, JsonObject body) {
        BigDecimal amount = new Fields(body).signedAmount("amount");
        return issuer.spending.correct(card(cardId), amount).wire();
    }

    JsonObject challenge(long cardId, JsonObject body) {
        Fields in = new Fields(body);
        Challenge challenge = issuer.spending.challenge(card(cardId), in.amount("amount"), in);
        return challenge.view(world.now());
    }

    JsonObject walletCode(long cardId, JsonObject body) {
        String wallet = new Fields(body).optionalText("wallet").orElse("GOOGLE_PAY");
        return issuer.spending.walletCode(card(cardId), wallet);
    }

    JsonObject status(long cardId, JsonObject body) {
        Fields in = new Fields(body);
        String wanted = in.text("status");
        CardStatus status = Arrays.stream(CardStatus.values())
                .filter(one -> one.name().equals(wanted))
                .findFirst()
                .orElse(null);
        return issuer.custody
                .force(card(cardId), status, in.flag("silent", false))
                .view();
    }

    private static String merchant(Fields in) {
        return in.optionalText("merchant").orElse(SHOP);
    }
}
