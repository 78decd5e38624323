package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.util.Optional;
import java.util.regex.Pattern;

/** Makes cards: assigns physical ones from the stock, and virtual ones upon application. */
final class Issuing {

    private static final Pattern CARD_NUMBER = Pattern.compile("[0-9]{16,19}");
    private static final String VIRTUAL_PREFIX = "555544";

    private final World world;
    private final Registration users;
    private final Orders orders;
    private final Till till;
    private final Announcements announcements;

    Issuing(
            World world,
            Registration users,
            Orders orders,
            Till till,
            Announcements announcements) {
        this.world = world;
        this.users = users;
        this.orders = orders;
        this.till = till;
        this.announcements = announcements;
    }

    /** The answer names the assignment or the card, as the reading of C1 says. */
    JsonObject assign(Fields in, boolean doomed) {
        User user = users.approved(in);
        Template template = world.templates.of(in.id("template_id"));
        Reason.TEMPLATE_TYPE.unless(template.physical());
        String number = in.text("card_number");
        Reason.CARD_NUMBER_FORMAT.unless(CARD_NUMBER.matcher(number).matches());
        CardIdReading reading = world.tuning.cardIdReading;
        long answered = world.ids.nextCard();
        long card = reading == CardIdReading.SAME ? answered : world.ids.nextCard();
        Order order = orders.draft(OrderKind.ASSIGN, user.id, card, template.id());
        boolean answeredActivates = reading == CardIdReading.DIFFERENT_ASSIGN_ID_ACTIVATES;
        order.activationId = answeredActivates ? answered : card;
        order.number = number;
        order.fee = template.applyFee();
        orders.accept(order, doomed);
        return new JsonObject().put("card_id", answered);
    }

    void settleAssign(Order order) {
        String number = String.valueOf(order.number);
        Optional<Reason> obstacle = world.stock.obstacle(number);
        if (order.doomed) {
            obstacle = Optional.of(Reason.PROVIDER_ERROR);
        }
        if (obstacle.isPresent()) {
            orders.fail(order, obstacle.get().text());
            announcements.assignFailed(order, obstacle.get().text());
            return;
        }
        world.stock.assign(number);
        orders.succeed(order);
        Card card = world.cards.add(new Card(order.cardId, order, number, CardStatus.TBA));
        announcements.assigned(card);
    }

    JsonObject apply(Fields in, boolean doomed) {
        User user = users.approved(in);
        Template template = world.templates.of(in.id("template_id"));
        Reason.TEMPLATE_TYPE.unless(!template.physical());
        long card = world.ids.nextCard();
        Order order = orders.draft(OrderKind.APPLY, user.id, card, template.id());
        order.fee = template.applyFee();
        deposit(order, template, in);
        orders.accept(order, doomed);
        return new JsonObject().put("card_id", card);
    }

    private static void deposit(Order order, Template template, Fields in) {
        if (!template.requiresDeposit()) {
            Reason.DEPOSIT_NOT_ALLOWED.unless(!in.has("deposit_amount"));
            return;
        }
        Reason.DEPOSIT_REQUIRED.unless(in.has("deposit_amount"));
        order.amount = in.amount("deposit_amount");
        Reason.AMOUNT_LIMITS.unless(order.amount.compareTo(Template.FIRST_RECHARGE_AT_LEAST) >= 0
                && order.amount.compareTo(Template.RECHARGE_AT_MOST) <= 0);
    }

    void settleApply(Order order) {
        if (order.doomed) {
            orders.fail(order, Reason.PROVIDER_ERROR.text());
            announcements.applyFailed(order);
            return;
        }
        Template template = world.templates.of(order.templateId);
        CardStatus status = template.needsActivation() ? CardStatus.TBA : CardStatus.ACTIVE;
        Card card =
                world.cards.add(new Card(order.cardId, order, virtualNumber(order.cardId), status));
        orders.succeed(order);
        if (order.amount.signum() > 0) {
            till.load(card, order);
        }
        announcements.applied(card);
        announcements.balanceChanged(card, Amounts.ZERO);
    }

    /** Sixteen digits with a right check digit, one for each card. */
    private static String virtualNumber(long cardId) {
        String digits = VIRTUAL_PREFIX + String.format("%09d", cardId);
        int sum = 0;
        for (int place = 0; place < digits.length(); place++) {
            int digit = digits.charAt(digits.length() - 1 - place) - '0';
            int doubled = place % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits + (10 - sum % 10) % 10;
    }
}
