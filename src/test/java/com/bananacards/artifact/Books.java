package com.bananacards.artifact;

import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The service's intents held against the issuer's deeds, all of them: a deed belongs to the one intent for its subject
 * that was open when it was done. Amounts are compared to the cent.
 */
final class Books {

    private static final Set<String> DECIDED = Set.of("SUCCEEDED", "FAILED", "IN_REVIEW");
    private static final BigDecimal OPENING = new BigDecimal("100000.00");
    private static final Duration CLOCK = Duration.ofMillis(2);

    private static final Map<String, String> KINDS = Map.of(
            "REGISTER", "CARDHOLDER_REGISTER",
            "ASSIGN", "CARD_ASSIGN",
            "APPLY", "CARD_APPLY",
            "ACTIVATE", "CARD_ACTIVATE",
            "LOCK", "CARD_LOCK",
            "UNLOCK", "CARD_UNLOCK",
            "CLOSE", "CARD_CLOSE",
            "RECHARGE", "CARD_RECHARGE");

    private static final Map<String, Set<String>> CALLS = Map.of(
            "REGISTER", Set.of("CARDHOLDER_REGISTER"),
            "ASSIGN", Set.of("CARD_ASSIGN"),
            "APPLY", Set.of("CARD_APPLY"),
            "RECHARGE", Set.of("CARD_RECHARGE"),
            "UPDATE_STATUS", Set.of("CARD_ACTIVATE", "CARD_LOCK", "CARD_UNLOCK", "CARD_CLOSE"));

    private static final String INTENTS = """
        SELECT o.id, o.kind, o.status, o.reason_code, o.amount, o.fee, o.created_at, o.settled_at,
               CASE WHEN o.kind = 'CARDHOLDER_REGISTER' THEN h.email::text
                    WHEN o.kind IN ('CARD_ASSIGN', 'CARD_APPLY')
                    THEN 'user ' || h.issuer_user_id || ' template ' || o.template_id
                    ELSE 'card ' || c.issuer_card_id END AS subject
        FROM operation o JOIN cardholder h ON h.id = o.cardholder_id
        LEFT JOIN card c ON c.id = o.card_id ORDER BY o.id\
        """;

    /** An operation. @param until when it was settled, or null */
    record Intent(
            String id,
            String kind,
            String subject,
            String status,
            String reason,
            BigDecimal amount,
            BigDecimal fee,
            Instant from,
            Instant until) {

        boolean isDecided() {
            return DECIDED.contains(status);
        }

        boolean covers(Deed deed) {
            return kind.equals(deed.kind)
                    && subject.equals(deed.subject)
                    && !deed.at.isBefore(from.minus(CLOCK))
                    && (until == null || !deed.at.isAfter(until.plus(CLOCK)));
        }

        Duration took() {
            return Duration.between(from, until);
        }
    }

    /** What the issuer took and carried out, or tried to. */
    record Deed(
            String kind,
            String subject,
            String status,
            BigDecimal amount,
            BigDecimal fee,
            Instant at) {}

    private final JsonNode state;
    private final JsonNode calls;
    private final Production production;
    private final List<Intent> intents;
    private final Map<Intent, Deed> done = new HashMap<>();
    private final List<String> withoutIntent = new ArrayList<>();

    private Books(Production production) {
        this.production = production;
        // The issuer first: an intent is written before its deed, so what was done is found.
        state = SandboxControl.exactly("/state");
        calls = SandboxControl.exactly("/calls?endpoint=none").path("counts");
        intents = production.database().rows(INTENTS, Books::intent);
        Map<String, List<Intent>> bySubject = new HashMap<>();
        intents.forEach(one -> bySubject
                .computeIfAbsent(one.kind + one.subject, key -> new ArrayList<>())
                .add(one));
        deeds().forEach(deed ->
                match(deed, bySubject.getOrDefault(deed.kind + deed.subject, List.of())));
    }

    /** As they are now. */
    static Books of(Production production) {
        return new Books(production);
    }

    private static Intent intent(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("settled_at", OffsetDateTime.class);
        return new Intent(
                row.getString("id"),
                row.getString("kind"),
                String.valueOf(row.getString("subject")),
                row.getString("status"),
                row.getString("reason_code"),
                cents(row.getBigDecimal("amount")),
                cents(row.getBigDecimal("fee")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant());
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private List<Deed> deeds() {
        List<Deed> deeds = new ArrayList<>();
        for (JsonNode user : state.path("users")) {
            String status = user.path("status").asText().equals("APPROVED") ? "SUCCESS" : "PENDING";
            deeds.add(new Deed(
                    "CARDHOLDER_REGISTER",
                    user.path("email").asText(),
                    status,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    at(user)));
        }
        for (JsonNode order : state.path("operations")) {
            deeds.add(deed(order));
        }
        return deeds;
    }

    private static Deed deed(JsonNode order) {
        String kind = KINDS.get(order.path("kind").asText());
        boolean makesCard = kind.equals("CARD_ASSIGN") || kind.equals("CARD_APPLY");
        return new Deed(
                kind,
                makesCard
                        ? "user " + order.path("user_id").asLong() + " template "
                                + order.path("template_id").asLong()
                        : "card " + order.path("card_id").asLong(),
                order.path("status").asText(),
                order.path("amount").decimalValue(),
                order.path("fee").decimalValue(),
                at(order));
    }

    private static Instant at(JsonNode row) {
        return Instant.ofEpochMilli(row.path("created_at").asLong());
    }

    private void match(Deed deed, List<Intent> candidates) {
        Optional<Intent> intent = candidates.stream()
                .filter(one -> one.covers(deed) && !done.containsKey(one))
                .findFirst();
        intent.ifPresentOrElse(
                one -> done.put(one, deed),
                () -> withoutIntent.add(deed + " has no intent of its own"));
    }

    List<Intent> intents() {
        return intents;
    }

    /** Those that the issuer took. */
    List<Intent> taken() {
        return intents.stream().filter(done::containsKey).toList();
    }

    /** Deeds and calls that nobody asked for, or that were done twice: there must never be one. */
    List<String> tooMuch() {
        List<String> all = new ArrayList<>(withoutIntent);
        if (!SandboxControl.exactly("/ledger").path("balanced").asBoolean()) {
            all.add("the issuer's ledger does not balance");
        }
        CALLS.forEach((endpoint, kinds) -> {
            long asked =
                    intents.stream().filter(one -> kinds.contains(one.kind)).count();
            if (calls.path(endpoint).asLong() > asked) {
                all.add(calls.path(endpoint) + " calls of " + endpoint + " for " + asked);
            }
        });
        return all;
    }

    List<Intent> open() {
        return intents.stream().filter(one -> !one.isDecided()).toList();
    }

    List<Intent> inReview() {
        return intents.stream().filter(one -> one.status.equals("IN_REVIEW")).toList();
    }

    /** Settled operations that say something else than what the issuer did. */
    List<String> untrue() {
        return intents.stream()
                .filter(one -> one.until != null)
                .flatMap(one -> untruth(one, done.get(one)).stream())
                .toList();
    }

    private static Optional<String> untruth(Intent intent, Deed deed) {
        boolean carriedOut = deed != null && deed.status.equals("SUCCESS");
        boolean says = intent.status.equals("SUCCEEDED");
        boolean sameMoney = deed == null
                || intent.kind.equals("CARD_CLOSE")
                || intent.amount.compareTo(deed.amount) == 0 && intent.fee.compareTo(deed.fee) == 0;
        return carriedOut == says && sameMoney
                ? Optional.empty()
                : Optional.of(intent + " but " + deed);
    }

    /** Cards that differ in status or by a cent; a card whose making is in review is not known yet. */
    List<String> differentCards() {
        Map<Long, String> ours = new HashMap<>();
        production
                .database()
                .rows(
                        "SELECT issuer_card_id, status, balance_total FROM card",
                        row -> ours.put(
                                row.getLong(1),
                                row.getString(2) + " " + plain(row.getBigDecimal(3))));
        Set<String> unknown =
                Set.copyOf(inReview().stream().map(Intent::subject).toList());
        List<String> different = new ArrayList<>();
        for (JsonNode card : state.path("cards")) {
            long id = card.path("card_id").asLong();
            String theirs = card.path("status").asText() + " "
                    + plain(card.path("balance").decimalValue());
            String mine = ours.remove(id);
            String maker = "user " + card.path("user_id").asLong() + " template "
                    + card.path("template_id").asLong();
            boolean inReview =
                    unknown.contains("card " + id) || mine == null && unknown.contains(maker);
            if (!theirs.equals(mine) && !inReview) {
                different.add("card " + id + " is " + theirs + ", here " + mine);
            }
        }
        ours.forEach((id, card) -> different.add("card " + id + " is not there, here " + card));
        return different;
    }

    /** The merchant's account as our operations and the refunds that we heard of make it. */
    BigDecimal account() {
        BigDecimal spent = intents.stream()
                .filter(one -> one.status.equals("SUCCEEDED") && !one.kind.equals("CARD_CLOSE"))
                .map(one -> one.amount.add(one.fee))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal back = production
                .database()
                .rows(
                        "SELECT amount FROM card_transaction WHERE type = 'REFUND' AND status ="
                                + " 'SUCCESS'",
                        row -> row.getBigDecimal(1))
                .stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return OPENING.subtract(spent).add(back);
    }

    /** The same as the issuer's ledger has it, without what is in review here. */
    BigDecimal issuersAccount() {
        BigDecimal inReview = inReview().stream()
                .flatMap(one -> Stream.ofNullable(done.get(one)))
                .filter(deed -> !deed.status.equals("FAILED"))
                .map(deed -> deed.amount.add(deed.fee))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return state.path("account").path("balance").decimalValue().add(inReview);
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
