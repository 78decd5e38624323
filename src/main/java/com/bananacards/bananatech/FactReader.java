package com.bananacards.bananatech;

import com.bananacards.bananatech.IssuerFact.Card3ds;
import com.bananacards.bananatech.IssuerFact.CardActivateResult;
import com.bananacards.bananatech.IssuerFact.CardApplyResult;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.CardBalanceChange;
import com.bananacards.bananatech.IssuerFact.CardCloseResult;
import com.bananacards.bananatech.IssuerFact.CardCorrection;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.CardStatusChange;
import com.bananacards.bananatech.IssuerFact.CardVerification;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerFact.UserCreateResult;
import com.bananacards.bananatech.Reading.Read;
import com.bananacards.sensitive.Masking;
import com.bananacards.sensitive.Pan;
import com.fasterxml.jackson.databind.JsonNode;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Reads the payload of each event type, and derives the key of its effect. */
@Singleton
class FactReader {

    private static final String LOCKED = "LOCKED";
    private static final String ACTIVE = "ACTIVE";
    private static final int MAX_WORDS = 500;

    private final IssuerJson json;
    private final BananatechConfig.Literals literals;
    private final BananatechConfig.Formats formats;

    @Inject
    FactReader(IssuerJson json, BananatechConfig config) {
        this.json = json;
        this.literals = config.literals();
        this.formats = config.formats();
    }

    /** A payload that has the right members with values that are not understood. */
    static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1L;

        NotUnderstood(String code) {
            super(code, null, false, false);
        }

        String code() {
            return String.valueOf(getMessage());
        }
    }

    Read read(EventType type, JsonNode payload) throws NotUnderstood {
        return switch (type) {
            case USER_CREATE_RESULT -> userCreateResult(payload);
            case CARD_APPLY_RESULT -> applyResult(payload);
            case CARD_ACTIVATE_RESULT -> activateResult(payload);
            case CARD_ASSIGN_RESULT -> assignResult(payload);
            case CARD_STATUS_CHANGE -> statusChange(payload);
            case CARD_RECHARGE_RESULT -> rechargeResult(payload);
            case CARD_CLOSE_RESULT -> closeResult(payload);
            case TRANSACTION_CREATED -> transaction(payload);
            case CARD_CORRECTION -> correction(payload);
            case CARD_3DS -> challenge(payload);
            case CARD_VERIFICATION -> verification(payload);
            case CARD_BALANCE_CHANGE -> balanceChange(payload);
        };
    }

    private Read userCreateResult(JsonNode payload) throws NotUnderstood {
        String status = text(payload, "status");
        boolean approved = status.equals(literals.approved());
        if (!approved && !status.equals(literals.rejected())) {
            throw new NotUnderstood("unknown_status");
        }
        Instant at = json.millis(payload, "occur_time").orElse(null);
        Long user = number(payload, "user_id");
        UserCreateResult fact = new UserCreateResult(user, approved, words(payload, "message"), at);
        return new Read(fact, EffectKey.of(at, "USER_CREATE_RESULT", user, status));
    }

    private Read applyResult(JsonNode payload) throws NotUnderstood {
        Result result = result(payload);
        Long card = json.number(payload, "card_id").orElse(null);
        if (result == Result.SUCCESS && card == null) {
            throw new NotUnderstood("incomplete");
        }
        CardApplyResult fact = new CardApplyResult(
                number(payload, "template_id"),
                number(payload, "user_id"),
                card,
                result,
                reason(payload),
                at(payload));
        return new Read(
                fact,
                EffectKey.of(
                        fact.at(),
                        "CARD_APPLY_RESULT",
                        fact.user(),
                        fact.templateId(),
                        fact.card(),
                        result));
    }

    private Read activateResult(JsonNode payload) throws NotUnderstood {
        CardActivateResult fact = new CardActivateResult(
                number(payload, "card_id"),
                json.text(payload, "card_number").flatMap(Pan::parse).orElse(null),
                result(payload),
                reason(payload),
                at(payload));
        return new Read(
                fact, EffectKey.of(fact.at(), "CARD_ACTIVATE_RESULT", fact.card(), fact.result()));
    }

    private Read assignResult(JsonNode payload) throws NotUnderstood {
        Result result = result(payload);
        Long card = json.number(payload, "card_id").orElse(null);
        Long user = json.number(payload, "user_id").orElse(null);
        if (result == Result.SUCCESS ? card == null : user == null && card == null) {
            throw new NotUnderstood("incomplete");
        }
        CardAssignResult fact =
                new CardAssignResult(card, user, result, reason(payload), at(payload));
        Object subject = result == Result.SUCCESS ? card : user;
        return new Read(fact, EffectKey.of(fact.at(), "CARD_ASSIGN_RESULT", subject, card, result));
    }

    private Read statusChange(JsonNode payload) throws NotUnderstood {
        String status = text(payload, "card_status");
        if (!status.equals(LOCKED) && !status.equals(ACTIVE)) {
            throw new NotUnderstood("unknown_status");
        }
        CardStatusChange fact = new CardStatusChange(
                number(payload, "card_id"),
                result(payload),
                status.equals(LOCKED),
                reason(payload),
                at(payload));
        return new Read(
                fact,
                EffectKey.of(fact.at(), "CARD_STATUS_CHANGE", fact.card(), fact.result(), status));
    }

    private Read rechargeResult(JsonNode payload) throws NotUnderstood {
        CardRechargeResult fact = new CardRechargeResult(
                number(payload, "card_id"),
                json.number(payload, "transaction_id").orElse(null),
                decimal(payload, "receive_amount"),
                result(payload),
                currency(payload),
                words(payload, "description"),
                at(payload));
        return new Read(
                fact,
                EffectKey.of(
                        fact.at(),
                        "CARD_RECHARGE_RESULT",
                        fact.card(),
                        fact.transactionId(),
                        fact.result()));
    }

    private Read closeResult(JsonNode payload) throws NotUnderstood {
        CardCloseResult fact = new CardCloseResult(
                number(payload, "card_id"),
                json.number(payload, "transaction_id").orElse(null),
                decimal(payload, "refund_amount"),
                result(payload),
                currency(payload),
                reason(payload),
                json.millis(payload, "occur_time").orElse(null));
        if (fact.at() == null && fact.transactionId() == null) {
            throw new NotUnderstood("incomplete");
        }
        return new Read(
                fact,
                EffectKey.of(
                        fact.at(),
                        "CARD_CLOSE_RESULT",
                        fact.card(),
                        fact.transactionId(),
                        fact.result()));
    }

    private Read transaction(JsonNode payload) throws NotUnderstood {
        TransactionCreated fact = new TransactionCreated(
                number(payload, "card_id"),
                number(payload, "transaction_id"),
                words(payload, "type"),
                words(payload, "status"),
                decimal(payload, "amount"),
                currency(payload),
                words(payload, "merchant"),
                json.millis(payload, "occur_time").orElse(null));
        return new Read(
                fact,
                EffectKey.of(
                        fact.at(),
                        "TRANSACTION",
                        fact.card(),
                        fact.transactionId(),
                        fact.type(),
                        fact.status()));
    }

    private Read correction(JsonNode payload) throws NotUnderstood {
        CardCorrection fact = new CardCorrection(
                number(payload, "card_id"),
                json.number(payload, "transaction_id").orElse(null),
                words(payload, "status"),
                decimal(payload, "amount"),
                currency(payload),
                words(payload, "description"),
                json.millis(payload, "occur_time").orElse(null));
        if (fact.at() == null && fact.transactionId() == null) {
            throw new NotUnderstood("incomplete");
        }
        return new Read(
                fact,
                EffectKey.of(
                        fact.at(),
                        "CARD_CORRECTION",
                        fact.card(),
                        fact.transactionId(),
                        plain(fact.amount())));
    }

    private Read challenge(JsonNode payload) throws NotUnderstood {
        Card3ds fact = new Card3ds(
                number(payload, "card_id"),
                text(payload, "challenge_id"),
                json.decimal(payload, "amount").orElse(null),
                currency(payload),
                words(payload, "merchant"),
                expiry(payload),
                json.millis(payload, "occur_time").orElse(null));
        return new Read(
                fact, EffectKey.of(fact.expiresAt(), "CARD_3DS", fact.card(), fact.challengeId()));
    }

    private Read verification(JsonNode payload) throws NotUnderstood {
        CardVerification fact = new CardVerification(
                number(payload, "card_id"),
                words(payload, "wallet"),
                expiry(payload),
                json.millis(payload, "occur_time").orElse(null));
        Instant at = Optional.ofNullable(fact.at()).orElse(fact.expiresAt());
        if (at == null) {
            throw new NotUnderstood("incomplete");
        }
        return new Read(fact, EffectKey.of(at, "CARD_VERIFICATION", fact.card(), fact.wallet()));
    }

    private Read balanceChange(JsonNode payload) throws NotUnderstood {
        Instant at = json.millis(payload, "occur_time")
                .orElseThrow(() -> new NotUnderstood("incomplete"));
        CardBalanceChange fact = new CardBalanceChange(
                number(payload, "card_id"),
                decimal(payload, "amount"),
                decimal(payload, "available"),
                currency(payload),
                at);
        return new Read(
                fact,
                EffectKey.of(
                        at,
                        "CARD_BALANCE_CHANGE",
                        fact.card(),
                        plain(fact.total()),
                        plain(fact.available())));
    }

    private @Nullable Instant expiry(JsonNode payload) {
        return formats.expireTime() == BananatechConfig.EpochUnit.MILLISECONDS
                ? json.millis(payload, "expire_time").orElse(null)
                : json.seconds(payload, "expire_time").orElse(null);
    }

    private Result result(JsonNode payload) throws NotUnderstood {
        String status = text(payload, "status");
        if (status.equals(literals.success())) {
            return Result.SUCCESS;
        }
        if (status.equals(literals.failed())) {
            return Result.FAILED;
        }
        throw new NotUnderstood("unknown_status");
    }

    private Instant at(JsonNode payload) throws NotUnderstood {
        return json.millis(payload, "occur_time")
                .orElseThrow(() -> new NotUnderstood("incomplete"));
    }

    private Long number(JsonNode payload, String member) throws NotUnderstood {
        return json.number(payload, member).orElseThrow(() -> new NotUnderstood("incomplete"));
    }

    private BigDecimal decimal(JsonNode payload, String member) throws NotUnderstood {
        return json.decimal(payload, member).orElseThrow(() -> new NotUnderstood("incomplete"));
    }

    private String text(JsonNode payload, String member) throws NotUnderstood {
        return json.text(payload, member)
                .filter(text -> text.length() <= MAX_WORDS)
                .orElseThrow(() -> new NotUnderstood("incomplete"));
    }

    private @Nullable String reason(JsonNode payload) {
        String reason = words(payload, "error_reason");
        return reason != null ? reason : words(payload, "message");
    }

    private @Nullable String currency(JsonNode payload) {
        return json.text(payload, "currency").filter(code -> code.length() <= 8).orElse(null);
    }

    /** The issuer's own words: masked, because they may quote a card number, and cut. */
    private @Nullable String words(JsonNode payload, String member) {
        return json.text(payload, member)
                .map(Masking::text)
                .map(text -> text.length() <= MAX_WORDS ? text : text.substring(0, MAX_WORDS))
                .orElse(null);
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
