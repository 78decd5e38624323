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
import com.bananacards.sensitive.Pan;
import com.fasterxml.jackson.databind.JsonNode;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the payload of each event type, and derives the key of its effect. */
@Singleton
class FactReader {

    private static final String LOCKED = "LOCKED";
    private static final String ACTIVE = "ACTIVE";

    private final IssuerJson json;
    private final FactMembers members;
    private final BananatechConfig.Literals literals;

    @Inject
    FactReader(IssuerJson json, FactMembers members, BananatechConfig config) {
        this.json = json;
        this.members = members;
        this.literals = config.literals();
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
        String status = members.text(payload, "status");
        boolean approved = status.equals(literals.approved());
        if (!approved && !status.equals(literals.rejected())) {
            throw new NotUnderstood("unknown_status");
        }
        Instant at = json.millis(payload, "occur_time").orElse(null);
        Long user = members.number(payload, "user_id");
        UserCreateResult fact =
                new UserCreateResult(user, approved, members.words(payload, "message"), at);
        return new Read(fact, EffectKey.of(at, "USER_CREATE_RESULT", user, status));
    }

    private Read applyResult(JsonNode payload) throws NotUnderstood {
        Result result = members.result(payload);
        Long card = json.number(payload, "card_id").orElse(null);
        if (result == Result.SUCCESS && card == null) {
            throw new NotUnderstood("incomplete");
        }
        CardApplyResult fact = new CardApplyResult(
                members.number(payload, "template_id"),
                members.number(payload, "user_id"),
                card,
                result,
                members.reason(payload),
                members.at(payload));
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
                members.number(payload, "card_id"),
                json.text(payload, "card_number").flatMap(Pan::parse).orElse(null),
                members.result(payload),
                members.reason(payload),
                members.at(payload));
        return new Read(
                fact, EffectKey.of(fact.at(), "CARD_ACTIVATE_RESULT", fact.card(), fact.result()));
    }

    private Read assignResult(JsonNode payload) throws NotUnderstood {
        Result result = members.result(payload);
        Long card = json.number(payload, "card_id").orElse(null);
        Long user = json.number(payload, "user_id").orElse(null);
        if (result == Result.SUCCESS ? card == null : user == null && card == null) {
            throw new NotUnderstood("incomplete");
        }
        CardAssignResult fact = new CardAssignResult(
                card, user, result, members.reason(payload), members.at(payload));
        Object subject = result == Result.SUCCESS ? card : user;
        return new Read(fact, EffectKey.of(fact.at(), "CARD_ASSIGN_RESULT", subject, card, result));
    }

    private Read statusChange(JsonNode payload) throws NotUnderstood {
        Result result = members.result(payload);
        String status = members.text(payload, "card_status");
        // What a change would have led to says nothing where it failed.
        if (result == Result.SUCCESS && !status.equals(LOCKED) && !status.equals(ACTIVE)) {
            throw new NotUnderstood("unknown_status");
        }
        CardStatusChange fact = new CardStatusChange(
                members.number(payload, "card_id"),
                result,
                status.equals(LOCKED),
                members.reason(payload),
                members.at(payload));
        return new Read(
                fact,
                EffectKey.of(fact.at(), "CARD_STATUS_CHANGE", fact.card(), fact.result(), status));
    }

    private Read rechargeResult(JsonNode payload) throws NotUnderstood {
        CardRechargeResult fact = new CardRechargeResult(
                members.number(payload, "card_id"),
                json.number(payload, "transaction_id").orElse(null),
                members.decimal(payload, "receive_amount"),
                members.result(payload),
                members.currency(payload),
                members.words(payload, "description"),
                members.at(payload));
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
                members.number(payload, "card_id"),
                json.number(payload, "transaction_id").orElse(null),
                members.decimal(payload, "refund_amount"),
                members.result(payload),
                members.currency(payload),
                members.reason(payload),
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
                members.number(payload, "card_id"),
                members.number(payload, "transaction_id"),
                members.words(payload, "type"),
                members.words(payload, "status"),
                members.decimal(payload, "amount"),
                members.currency(payload),
                members.words(payload, "merchant"),
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
                members.number(payload, "card_id"),
                json.number(payload, "transaction_id").orElse(null),
                members.words(payload, "status"),
                members.decimal(payload, "amount"),
                members.currency(payload),
                members.words(payload, "description"),
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
                        FactMembers.plain(fact.amount())));
    }

    private Read challenge(JsonNode payload) throws NotUnderstood {
        Card3ds fact = new Card3ds(
                members.number(payload, "card_id"),
                members.text(payload, "challenge_id"),
                json.decimal(payload, "amount").orElse(null),
                members.currency(payload),
                members.words(payload, "merchant"),
                members.expiry(payload),
                json.millis(payload, "occur_time").orElse(null));
        return new Read(
                fact, EffectKey.of(fact.expiresAt(), "CARD_3DS", fact.card(), fact.challengeId()));
    }

    private Read verification(JsonNode payload) throws NotUnderstood {
        if (Stream.of("code", "wallet", "expire_time").noneMatch(one -> json.has(payload, one))) {
            throw new NotUnderstood("incomplete");
        }
        CardVerification fact = new CardVerification(
                members.number(payload, "card_id"),
                members.words(payload, "wallet"),
                members.expiry(payload),
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
                members.number(payload, "card_id"),
                members.decimal(payload, "amount"),
                members.decimal(payload, "available"),
                members.currency(payload),
                at);
        return new Read(
                fact,
                EffectKey.of(
                        at,
                        "CARD_BALANCE_CHANGE",
                        fact.card(),
                        FactMembers.plain(fact.total()),
                        FactMembers.plain(fact.available())));
    }
}
