package com.bananacards.simulation;

import com.bananacards.operations.OperationKind;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * BananaTech as the simulation has it: cards, an account, transactions, and the truth about each request. Amounts are
 * cents. Whatever it does it tells the {@link Network}.
 */
final class Issuer {

    static final long FEE = 150;
    static final long REFUND_FEE = 100;
    static final long ISSUE_FEE = 500;

    private final Scheduler scheduler;
    private final Chaos chaos;
    private final Network network;
    private final Story story;
    private final Habits habits;
    private final Map<Long, IssuerCard> cards = new HashMap<>();
    private final Map<UUID, Truth> truths = new HashMap<>();
    private final Map<UUID, Integer> received = new HashMap<>();
    private long account = 1_000_000;
    private long numbers = 500;
    private long lastTime = Long.MIN_VALUE;

    /**
     * What the documents leave open.
     *
     * @param skew its clock against ours, in milliseconds
     */
    record Habits(
            boolean numbersTransactions,
            boolean statesBalances,
            boolean dateless,
            boolean namesOperations,
            long skew) {}

    /** How far a request has come at the issuer. */
    enum Truth {
        REFUSED,
        PROCESSING,
        DONE,
        FAILED
    }

    /** A request as it arrives. */
    record Request(
            UUID operation, OperationKind kind, long user, long card, long template, long cents) {}

    /** What it answers at once. @param ref the number that an answer names, if it names one */
    record Answer(boolean taken, @Nullable Long ref) {}

    record Entry(long id, String type, String status, long cents, Instant at) {}

    static final class IssuerCard {
        final long id;
        final long user;
        String status;
        long cents;
        int recharges;
        final List<Entry> entries = new ArrayList<>();

        IssuerCard(long id, long user, String status, long cents) {
            this.id = id;
            this.user = user;
            this.status = status;
            this.cents = cents;
        }
    }

    Issuer(Scheduler scheduler, Chaos chaos, Network network, Story story, Habits habits) {
        this.scheduler = scheduler;
        this.chaos = chaos;
        this.network = network;
        this.story = story;
        this.habits = habits;
    }

    IssuerCard existing(long id, long user, long cents) {
        IssuerCard card = new IssuerCard(id, user, "ACTIVE", cents);
        cards.put(id, card);
        return card;
    }

    @Nullable
    IssuerCard card(long id) {
        return cards.get(id);
    }

    /** The card, if this user has it. */
    @Nullable
    IssuerCard card(long user, long id) {
        IssuerCard card = cards.get(id);
        return card == null || card.user != user ? null : card;
    }

    long account() {
        return account;
    }

    /** What really became of a request; null when it never arrived. */
    @Nullable
    Truth truth(UUID operation) {
        return truths.get(operation);
    }

    /** How often a request arrived. */
    int received(UUID operation) {
        return received.getOrDefault(operation, 0);
    }

    /** Takes a request, or refuses it. */
    Answer receive(Request request) {
        received.merge(request.operation(), 1, Integer::sum);
        boolean whim = chaos.fault(30, 1) == 1;
        if (whim || !isPossible(request)) {
            truths.put(request.operation(), Truth.REFUSED);
            story.tell("issuer refuses %s", request);
            return new Answer(false, null);
        }
        truths.put(request.operation(), Truth.PROCESSING);
        account -= held(request);
        long made = request.card() == 0 ? number() : request.card();
        boolean fails = chaos.fault(8, 1) == 1;
        scheduler.in(processing(request), () -> process(request, made, fails));
        story.tell("issuer takes %s", request);
        boolean isNew = request.card() == 0;
        Long ref = isNew && habits.namesOperations() ? Long.valueOf(number()) : null;
        if (isNew && !habits.namesOperations()) {
            ref = made;
        }
        return new Answer(true, ref);
    }

    /** Longer than settlement waits before it calls something not done would be against what is assumed. */
    private long processing(Request request) {
        boolean money = held(request) > 0 || request.kind() == OperationKind.CARD_CLOSE;
        int chosen = chaos.fault(20, 4, 3, 2, 2);
        long slow = money ? 200_000 : 20_000;
        return new long[] {300, 0, 2_500, 11_000, slow}[chosen];
    }

    private long held(Request request) {
        return switch (request.kind()) {
            case CARD_RECHARGE -> request.cents() + FEE;
            case CARD_APPLY -> request.cents() + ISSUE_FEE;
            default -> 0;
        };
    }

    private boolean isPossible(Request request) {
        IssuerCard card = cards.get(request.card());
        return switch (request.kind()) {
            case CARD_RECHARGE, CARD_LOCK, CARD_CLOSE -> is(card, "ACTIVE");
            case CARD_UNLOCK -> is(card, "LOCKED");
            case CARD_ACTIVATE -> is(card, "TBA");
            default -> true;
        };
    }

    private static boolean is(@Nullable IssuerCard card, String status) {
        return card != null && card.status.equals(status);
    }

    private void process(Request request, long number, boolean fails) {
        boolean done = !fails && isPossible(request);
        truths.put(request.operation(), done ? Truth.DONE : Truth.FAILED);
        story.tell("issuer %s %s", done ? "carries out" : "fails", request);
        Instant at = now();
        switch (request.kind()) {
            case CARD_RECHARGE -> recharged(request, done, at);
            case CARD_CLOSE -> closed(request, done, at);
            case CARD_APPLY -> applied(request, number, done, at);
            case CARD_ASSIGN -> assigned(request, number, done, at);
            case CARD_ACTIVATE -> activated(request, done, at);
            default -> switched(request, done, at);
        }
    }

    private void recharged(Request request, boolean done, Instant at) {
        IssuerCard card = cards.get(request.card());
        long transaction = number();
        account += done ? 0 : held(request);
        card.cents += done ? request.cents() : 0;
        card.recharges += done ? 1 : 0;
        card.entries.add(new Entry(transaction, "RECHARGE", result(done), request.cents(), at));
        network.tell(
                "CARD_RECHARGE_RESULT",
                card.id,
                Payload.of(at)
                        .with("card_id", card.id)
                        .with("receive_amount", Payload.amount(request.cents()))
                        .with("transaction_id", habits.numbersTransactions() ? transaction : null)
                        .with("status", result(done)));
        states(card, done, at);
    }

    private void closed(Request request, boolean done, Instant at) {
        IssuerCard card = cards.get(request.card());
        long refund = Math.max(0, card.cents - REFUND_FEE);
        long transaction = number();
        if (done) {
            account += refund;
            card.cents = 0;
            card.status = "CLOSED";
            card.entries.add(new Entry(transaction, "REFUND", result(true), refund, at));
        }
        network.tell(
                "CARD_CLOSE_RESULT",
                card.id,
                Payload.of(habits.dateless() ? null : at)
                        .with("card_id", card.id)
                        .with("refund_amount", Payload.amount(done ? refund : 0))
                        .with("transaction_id", transaction)
                        .with("status", result(done)));
    }

    private void applied(Request request, long number, boolean done, Instant at) {
        if (done) {
            IssuerCard card = new IssuerCard(number, request.user(), "ACTIVE", request.cents());
            cards.put(number, card);
        } else {
            account += held(request);
        }
        network.tell(
                "CARD_APPLY_RESULT",
                number,
                Payload.of(at)
                        .with("template_id", request.template())
                        .with("user_id", request.user())
                        .with("card_id", done ? number : null)
                        .with("status", result(done)));
    }

    private void assigned(Request request, long number, boolean done, Instant at) {
        if (done) {
            cards.put(number, new IssuerCard(number, request.user(), "TBA", 0));
        }
        network.tell(
                "CARD_ASSIGN_RESULT",
                number,
                Payload.of(at)
                        .with("card_id", done ? number : null)
                        .with("user_id", done && habits.dateless() ? null : request.user())
                        .with("status", result(done)));
    }

    private void activated(Request request, boolean done, Instant at) {
        IssuerCard card = cards.get(request.card());
        card.status = done ? "ACTIVE" : card.status;
        network.tell(
                "CARD_ACTIVATE_RESULT",
                card.id,
                Payload.of(at)
                        .with("card_id", card.id)
                        .with("card_number", "4111111111111111")
                        .with("status", result(done)));
    }

    private void switched(Request request, boolean done, Instant at) {
        IssuerCard card = cards.get(request.card());
        String wanted = request.kind() == OperationKind.CARD_LOCK ? "LOCKED" : "ACTIVE";
        card.status = done ? wanted : card.status;
        network.tell(
                "CARD_STATUS_CHANGE",
                card.id,
                Payload.of(at)
                        .with("card_id", card.id)
                        .with("card_status", wanted)
                        .with("status", result(done)));
    }

    /** The cardholder buys something. */
    void spend(long cardId, long cents) {
        IssuerCard card = cards.get(cardId);
        if (!is(card, "ACTIVE") || card.cents < cents) {
            return;
        }
        Instant at = now();
        long transaction = number();
        card.cents -= cents;
        card.entries.add(new Entry(transaction, "PURCHASE", "SUCCESS", cents, at));
        story.tell("card %d buys for %d", cardId, cents);
        network.tell(
                "TRANSACTION_CREATED",
                cardId,
                Payload.of(at)
                        .with("card_id", cardId)
                        .with("transaction_id", transaction)
                        .with("type", "PURCHASE")
                        .with("status", "SUCCESS")
                        .with("amount", Payload.amount(cents)));
        states(card, true, at);
        if (!habits.statesBalances()) {
            network.cannotTell(cardId);
        }
    }

    private void states(IssuerCard card, boolean moved, Instant at) {
        if (moved && habits.statesBalances()) {
            network.tell(
                    "CARD_BALANCE_CHANGE",
                    card.id,
                    Payload.of(at)
                            .with("card_id", card.id)
                            .with("amount", Payload.amount(card.cents))
                            .with("available", Payload.amount(card.cents)));
        }
    }

    private static String result(boolean done) {
        return done ? "SUCCESS" : "FAILED";
    }

    private long number() {
        return ++numbers;
    }

    /** No two things happen in the same millisecond: nothing could tell which of two balances is the later one. */
    private Instant now() {
        long millis = Math.max(scheduler.elapsed() + habits.skew(), lastTime + 1);
        lastTime = millis;
        return Scheduler.START.plusMillis(millis);
    }
}
