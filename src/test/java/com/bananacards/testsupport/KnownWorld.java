package com.bananacards.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that the public API shows, by the issuer's numbers: what must be the same after a rebuild. What only this
 * service knew is left out: ids, who asked and when, fees, and the amounts that no record tells.
 */
public record KnownWorld(
        Map<Long, String> cardholders,
        Map<Long, String> cards,
        Map<String, Integer> operations,
        Map<String, String> transactions,
        TreeSet<String> challenges,
        String account) {

    public static KnownWorld asShown() {
        return new Reading().world();
    }

    /** Part by part, so that a failure tells no more than the lines that differ. */
    public void assertEqualTo(KnownWorld other) {
        assertThat(cardholders).containsExactlyEntriesOf(other.cardholders);
        assertThat(cards).containsExactlyEntriesOf(other.cards);
        assertThat(operations).containsExactlyEntriesOf(other.operations);
        assertThat(transactions).containsExactlyEntriesOf(other.transactions);
        assertThat(challenges).isEqualTo(other.challenges);
        assertThat(account).isEqualTo(other.account);
    }

    /** One look at everything. */
    private static final class Reading {

        private final Api merchant = Api.merchant();
        private final Map<Object, Object> users = new HashMap<>();
        private final Map<Object, Object> numbers = new HashMap<>();

        KnownWorld world() {
            Map<Long, String> cardholders = cardholders();
            Map<Long, String> cards = cards();
            return new KnownWorld(
                    cardholders,
                    cards,
                    operations(),
                    transactions(),
                    challenges(),
                    merchant.get("/v1/account").path("balance"));
        }

        private List<Map<String, Object>> all(String path) {
            return all(path, "");
        }

        private List<Map<String, Object>> all(String path, String filter) {
            List<Map<String, Object>> rows = new ArrayList<>();
            String after = "";
            do {
                var page = merchant.get(path + "?limit=100" + filter + after).jsonPath();
                rows.addAll(page.getList("data"));
                String next = page.getString("next");
                after = next == null ? "" : "&after=" + next;
            } while (!after.isEmpty());
            return rows;
        }

        private Map<Long, String> cardholders() {
            Map<Long, String> all = new TreeMap<>();
            all("/v1/cardholders").forEach(one -> {
                users.put(one.get("id"), one.get("issuer_user_id"));
                all.put(number(one, "issuer_user_id"), text(one, "email", "status", "reason"));
            });
            return all;
        }

        private Map<Long, String> cards() {
            Map<Long, String> all = new TreeMap<>();
            all("/v1/cards").forEach(one -> {
                numbers.put(one.get("id"), one.get("issuer_card_id"));
                boolean untouched = one.get("status").equals("TBA");
                all.put(
                        number(one, "issuer_card_id"),
                        "of " + users.get(one.get("cardholder_id")) + " "
                                + text(one, "type", "template_id", "status", "currency")
                                + " " + (untouched ? "" : one.get("last4"))
                                + money(one)
                                + present(one, "open_operation", "activated_at", "closed_at")
                                + " holds "
                                + merchant.get("/v1/cards/" + one.get("id") + "/balance")
                                        .path("total"));
            });
            return all;
        }

        private Map<String, Integer> operations() {
            Map<String, Integer> all = new TreeMap<>();
            all("/v1/operations").forEach(one -> {
                boolean amountIsTold = one.get("kind").equals("CARD_RECHARGE")
                        && one.get("status").equals("SUCCEEDED");
                all.merge(
                        users.get(one.get("cardholder_id")) + " " + numbers.get(one.get("card_id"))
                                + " " + text(one, "kind", "status", "reason")
                                + (amountIsTold ? " " + text(one, "amount", "currency") : ""),
                        1,
                        Integer::sum);
            });
            return all;
        }

        private Map<String, String> transactions() {
            Map<String, String> all = new TreeMap<>();
            numbers.forEach((id, number) -> all("/v1/cards/" + id + "/transactions")
                    .forEach(one -> all.put(
                            number + " " + text(one, "issuer_transaction_id", "type"),
                            text(one, "status", "amount", "currency", "merchant", "occurred_at"))));
            return all;
        }

        private TreeSet<String> challenges() {
            TreeSet<String> all = new TreeSet<>();
            Stream.of("WAITING", "APPROVED", "DECLINED", "EXPIRED")
                    .flatMap(status -> all("/v1/challenges", "&status=" + status).stream())
                    .forEach(one -> all.add(numbers.get(one.get("card_id")) + " "
                            + text(one, "amount", "currency", "merchant", "expires_at")));
            return all;
        }

        private static long number(Map<String, Object> one, String member) {
            return ((Number) Objects.requireNonNull(one.get(member))).longValue();
        }

        private static String text(Map<String, Object> one, String... members) {
            StringBuilder text = new StringBuilder();
            for (String member : members) {
                text.append(member).append('=').append(one.get(member)).append(' ');
            }
            return text.toString().strip();
        }

        /** Without its time: a balance that was read counts from when it was read. */
        private static String money(Map<String, Object> card) {
            Map<?, ?> balance = (Map<?, ?>) Objects.requireNonNull(card.get("balance"));
            return " with " + balance.get("total") + " of it free " + balance.get("available");
        }

        private static String present(Map<String, Object> one, String... members) {
            StringBuilder text = new StringBuilder();
            for (String member : members) {
                text.append(one.get(member) == null ? "" : " " + member);
            }
            return text.toString();
        }
    }
}
