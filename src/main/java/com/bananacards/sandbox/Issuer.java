package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.util.Optional;

/** BananaTech behind its envelope: one line for each endpoint, one for each kind of order. */
final class Issuer {

    final Registration registration;
    final Custody custody;
    final Spending spending;
    private final World world;
    private final Issuing issuing;
    private final Funding funding;
    private final Enquiries enquiries;

    Issuer(World world, Agenda agenda, Announcements announcements) {
        this.world = world;
        Till till = new Till(world);
        Orders orders = new Orders(world, agenda, till);
        registration = new Registration(world, agenda, announcements);
        issuing = new Issuing(world, registration, orders, till, announcements);
        custody = new Custody(world, orders, till, announcements);
        funding = new Funding(world, custody, orders, till, announcements);
        spending = new Spending(world, till, announcements);
        enquiries = new Enquiries(world);
        agenda.worker(Agenda.Kind.SETTLE_ORDER, this::settle);
    }

    JsonObject answer(Endpoint endpoint, Fields in, boolean doomed) {
        return switch (endpoint) {
            case ACCOUNT_BALANCE -> enquiries.account();
            case CARD_TEMPLATES -> enquiries.templates();
            case SET_WEBHOOK_URL -> enquiries.setWebhookUrl(in);
            case WEBHOOK_RECORDS -> enquiries.records(in);
            case REGISTER -> registration.register(in, doomed);
            case USERS -> enquiries.users(in);
            case APPLY -> issuing.apply(in, doomed);
            case RECHARGE -> funding.recharge(in, doomed);
            case UPDATE_STATUS -> custody.updateStatus(in, doomed);
            case BALANCE -> enquiries.balance(custody.card(in));
            case INFORMATION -> enquiries.information(custody.card(in));
            case TRANSACTIONS -> enquiries.transactions(in);
            case ASSIGN -> issuing.assign(in, doomed);
            case SET_PIN -> custody.setPin(in);
            case CONFIRM_3DS -> spending.confirm(in, custody.card(in));
        };
    }

    private void settle(long orderId) {
        Optional<Order> order = world.orders.find(orderId).filter(Order::pending);
        order.ifPresent(this::settle);
    }

    private void settle(Order order) {
        switch (order.kind) {
            case ASSIGN -> issuing.settleAssign(order);
            case APPLY -> issuing.settleApply(order);
            case ACTIVATE -> custody.settleActivate(order, card(order));
            case LOCK ->
                custody.settleStatus(order, card(order), CardStatus.ACTIVE, CardStatus.LOCKED);
            case UNLOCK ->
                custody.settleStatus(order, card(order), CardStatus.LOCKED, CardStatus.ACTIVE);
            case CLOSE -> custody.settleClose(order, card(order));
            case RECHARGE -> funding.settle(order, card(order));
        }
    }

    private Card card(Order order) {
        return world.cards.find(order.cardId).orElseThrow(Reason.CARD_NOT_FOUND::refusal);
    }
}
