package com.bananacards.bananatech;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The issuer's API for what only reads: repeated a few times when it fails. Lists come in pages; what the documents
 * leave open about their members is read leniently.
 *
 * <p>Errors: {@link IssuerRefused}, {@link IssuerDown}, {@link OutcomeUnknown}.
 */
@ApplicationScoped
public class IssuerReads {

    private final IssuerCalls calls;
    private final IssuerJson json;
    private final BananatechConfig config;

    @Inject
    IssuerReads(IssuerCalls calls, IssuerJson json, BananatechConfig config) {
        this.calls = calls;
        this.json = json;
        this.config = config;
    }

    /**
     * A page of a list.
     *
     * @param rows those that could be read
     * @param sent how many there were: some may not be readable, and a page may be shorter than was asked for
     */
    public record Listed<T>(List<T> rows, int sent) {

        /** Only an empty page ends a list: every other one may be short for another reason. */
        public boolean isPastTheEnd() {
            return sent == 0;
        }

        public int unreadable() {
            return sent - rows.size();
        }
    }

    /** The merchant's own balance. */
    public record AccountBalance(
            BigDecimal balance, @Nullable String currency) {}

    /** A user as the issuer lists them. @param approved null while undecided, or for a status we do not know */
    public record IssuerUser(
            long userId,
            @Nullable String email,
            String status,
            @Nullable Boolean approved,
            @Nullable Long templateId,
            @Nullable Instant createdAt) {}

    /** What the issuer says of a card now. */
    public record CardInformation(
            long cardId,
            String status,
            @Nullable BigDecimal balance,
            @Nullable String currency,
            @Nullable Long templateId) {}

    /** A card's balance now. @param available null where the issuer names only one number */
    public record CardBalance(
            BigDecimal balance,
            @Nullable BigDecimal available,
            @Nullable String currency) {}

    /** A record of a webhook that the issuer made, whether or not it arrived. */
    @SuppressWarnings("ArrayRecordComponent") // carried to the inbox, never compared
    public record WebhookRecord(String type, byte[] payload, Instant createdAt) {}

    public Uni<AccountBalance> accountBalance() {
        return calls.call(Endpoint.ACCOUNT_BALANCE, Map.of())
                .map(answer -> new AccountBalance(
                        decimal(answer, "balance"),
                        json.text(answer, "currency").orElse(null)));
    }

    public Uni<List<Template>> templates() {
        return calls.call(Endpoint.CARD_TEMPLATES, Map.of())
                .map(answer -> rows(answer)
                        .map(row -> Template.of(row, json, config.literals()))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Users, a page of them; {@code search} narrows as the issuer sees fit. */
    public Uni<Listed<IssuerUser>> users(@Nullable String search, int skip, int limit) {
        Map<String, Object> plain = page(skip, limit);
        if (search != null) {
            plain.put("search", search);
        }
        return calls.call(Endpoint.USERS, plain).map(answer -> listed(answer, this::user));
    }

    public Uni<CardBalance> balance(CardRef card) {
        return calls.call(Endpoint.BALANCE, plain(card))
                .map(answer -> new CardBalance(
                        decimal(answer, "balance"),
                        json.decimal(answer, "available").orElse(null),
                        json.text(answer, "currency").orElse(null)));
    }

    public Uni<CardInformation> information(CardRef card) {
        return calls.call(Endpoint.INFORMATION, plain(card))
                .map(answer -> new CardInformation(
                        json.number(answer, "card_id").orElse(card.cardId()),
                        json.text(answer, "status").orElse(""),
                        json.decimal(answer, "balance").orElse(null),
                        json.text(answer, "currency").orElse(null),
                        json.number(answer, "template_id").orElse(null)));
    }

    /** Webhook records since a time, oldest first, a page of them. */
    public Uni<Listed<WebhookRecord>> webhookRecords(Instant since, int skip, int limit) {
        Map<String, Object> plain = page(skip, limit);
        plain.put("start_date", since.toString());
        return records(plain);
    }

    /** The records of one event about a user and their cards, oldest first, a page of them. */
    public Uni<Listed<WebhookRecord>> webhookRecords(
            EventType type, long userId, int skip, int limit) {
        Map<String, Object> plain = page(skip, limit);
        plain.put("callback_type", type.name());
        plain.put("user_id", userId);
        return records(plain);
    }

    private Uni<Listed<WebhookRecord>> records(Map<String, Object> plain) {
        plain.put("order_by", "created_at");
        plain.put("desc", false);
        return calls.call(Endpoint.WEBHOOK_RECORDS, plain)
                .map(answer -> listed(answer, this::record));
    }

    /** A card's transactions, newest first, a page of them: each as the record of the event that it would be. */
    public Uni<Listed<WebhookRecord>> transactions(CardRef card, int skip, int limit) {
        Map<String, Object> plain = page(skip, limit);
        plain.putAll(plain(card));
        plain.put("desc", true);
        return calls.call(Endpoint.TRANSACTIONS, plain)
                .map(answer -> listed(
                        answer,
                        row -> Optional.of(new WebhookRecord(
                                EventType.TRANSACTION_CREATED.name(),
                                json.bytes(row),
                                json.millis(row, "occur_time").orElse(Instant.EPOCH)))));
    }

    private <T> Listed<T> listed(JsonNode answer, Function<JsonNode, Optional<T>> reader) {
        return new Listed<>(
                rows(answer).map(reader).flatMap(Optional::stream).toList(),
                answer.path(json.nameOf("data")).size());
    }

    private Optional<IssuerUser> user(JsonNode row) {
        String status = json.text(row, "status").orElse("");
        Boolean approved = status.equals(config.literals().approved())
                ? Boolean.TRUE
                : status.equals(config.literals().rejected()) ? Boolean.FALSE : null;
        return json.number(row, "user_id")
                .map(id -> new IssuerUser(
                        id,
                        json.text(row, "email").orElse(null),
                        status,
                        approved,
                        json.number(row, "template_id").orElse(null),
                        json.text(row, "created_at")
                                .flatMap(IssuerReads::instant)
                                .orElse(null)));
    }

    private Optional<WebhookRecord> record(JsonNode row) {
        JsonNode payload = row.get(json.nameOf("payload"));
        Optional<Instant> at = json.text(row, "created_at").flatMap(IssuerReads::instant);
        if (payload == null || at.isEmpty()) {
            return Optional.empty();
        }
        return json.text(row, "type")
                .or(() -> json.text(row, "callback_type"))
                .map(type -> new WebhookRecord(type, json.bytes(payload), at.get()));
    }

    private java.util.stream.Stream<JsonNode> rows(JsonNode answer) {
        JsonNode data = answer.path(json.nameOf("data"));
        return StreamSupport.stream(data.spliterator(), false).filter(JsonNode::isObject);
    }

    private BigDecimal decimal(JsonNode answer, String member) {
        return json.decimal(answer, member)
                .orElseThrow(() -> new OutcomeUnknown("the answer has no " + member));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException otherFormat) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> page(int skip, int limit) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("skip", skip);
        plain.put("limit", limit);
        return plain;
    }

    private static Map<String, Object> plain(CardRef card) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("user_id", card.userId());
        plain.put("card_id", card.cardId());
        return plain;
    }
}
