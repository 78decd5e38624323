package com.bananacards.bananatech;

import com.bananacards.money.Money;
import com.bananacards.sensitive.Pan;
import com.bananacards.sensitive.Pin;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The issuer's API for what changes something: one method per call; no wire type leaves the room. What only reads is
 * {@link IssuerReads}.
 *
 * <p>Time: at most {@code bananatech.request-timeout} a call, made once. PAN and PIN travel only inside an envelope.
 * Errors: {@link IssuerRefused}, {@link IssuerDown}, {@link OutcomeUnknown}.
 * <p>Source: BananaTech guides 02 to 05.
 */
@ApplicationScoped
public class Bananatech {

    private final IssuerCalls calls;
    private final IssuerJson json;
    private final BananatechConfig config;

    @Inject
    Bananatech(IssuerCalls calls, IssuerJson json, BananatechConfig config) {
        this.calls = calls;
        this.json = json;
        this.config = config;
    }

    /** Registers a person; the KYC decision comes as {@code USER_CREATE_RESULT}. */
    public Uni<Accepted> register(Registration person) {
        return calls.call(Endpoint.REGISTER, RegistrationWire.of(person, config.formats()))
                .map(this::accepted);
    }

    /** Assigns a physical card to a user; the outcome comes as {@code CARD_ASSIGN_RESULT}. */
    public Uni<Accepted> assign(long userId, long templateId, Pan pan) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("user_id", userId);
        plain.put("template_id", templateId);
        plain.put("card_number", pan.reveal());
        return calls.call(Endpoint.ASSIGN, plain).map(this::accepted);
    }

    /** Applies for a virtual card; the outcome comes as {@code CARD_APPLY_RESULT}. */
    public Uni<Accepted> apply(long userId, long templateId, @Nullable Money deposit) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("user_id", userId);
        plain.put("template_id", templateId);
        if (deposit != null) {
            plain.put("deposit_amount", deposit.amount());
        }
        return calls.call(Endpoint.APPLY, plain).map(this::accepted);
    }

    /**
     * Moves money from the merchant's account to a card; the outcome comes as {@code CARD_RECHARGE_RESULT}. A repeated
     * call moves it twice: the issuer knows no idempotency key.
     */
    public Uni<Accepted> recharge(CardRef card, Money amount) {
        Map<String, Object> plain = plain(card);
        plain.put("amount", amount.amount());
        return calls.call(Endpoint.RECHARGE, plain).map(answer -> new Accepted(null, null));
    }

    /** Answers a 3DS challenge. Synchronous: when it returns, the answer is given. */
    public Uni<Void> confirm3ds(CardRef card, String challengeId, boolean approve) {
        Map<String, Object> plain = plain(card);
        plain.put("challenge_id", challengeId);
        plain.put("approve", approve);
        return calls.call(Endpoint.CONFIRM_3DS, plain).map(this::confirmed).replaceWithVoid();
    }

    /** Says where webhooks are to go. Synchronous. */
    public Uni<Void> setWebhookUrl(URI url) {
        return calls.call(Endpoint.SET_WEBHOOK_URL, Map.of("webhook_url", url.toString()))
                .map(this::confirmed)
                .replaceWithVoid();
    }

    /** Asks for another status; the outcome comes as the event that fits. The PIN is for physical activation only. */
    public Uni<Accepted> updateStatus(CardRef card, Alteration alteration, @Nullable Pin pin) {
        Map<String, Object> plain = plain(card);
        plain.put("alter", verb(alteration));
        if (pin != null) {
            plain.put("pin", pin.reveal());
        }
        return calls.call(Endpoint.UPDATE_STATUS, plain).map(answer -> new Accepted(null, null));
    }

    /** Sets another PIN. Synchronous: when it returns, the PIN is set. */
    public Uni<Void> setPin(CardRef card, Pin pin) {
        Map<String, Object> plain = plain(card);
        plain.put("pin", pin.reveal());
        return calls.call(Endpoint.SET_PIN, plain).map(this::confirmed).replaceWithVoid();
    }

    /** {@code success: false} is a refusal although it comes with status 200. */
    private JsonNode confirmed(JsonNode answer) {
        if (!json.bool(answer, "success").orElse(true)) {
            throw new IssuerRefused(
                    json.text(answer, "message").orElse("refused without a reason"));
        }
        return answer;
    }

    private Accepted accepted(JsonNode answer) {
        return new Accepted(
                json.number(answer, "user_id").orElse(null),
                json.number(answer, "card_id").orElse(null));
    }

    private static Map<String, Object> plain(CardRef card) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("user_id", card.userId());
        plain.put("card_id", card.cardId());
        return plain;
    }

    private String verb(Alteration alteration) {
        return switch (alteration) {
            case ACTIVATE -> config.alter().activate();
            case LOCK -> config.alter().lock();
            case UNLOCK -> config.alter().unlock();
            case CLOSE -> config.alter().close();
        };
    }
}
