package com.bananacards.webhooks;

import com.bananacards.bananatech.EffectKey;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardsInMemory;
import com.bananacards.challenges.ChallengesInMemory;
import com.bananacards.funding.FundingInMemory;
import com.bananacards.journal.Line;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Operation;
import com.bananacards.testsupport.Settings;
import com.bananacards.transactions.TransactionsInMemory;
import com.bananacards.webhooks.Claims.Mark;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The inbox without a database: production's {@link Batch} applies, and lists take the tables' place. A batch sees all
 * that there is, and has all that is parked and may be tried again before it.
 */
final class InboxInMemory {

    private static final WebhookRouter ROUTER = new WebhookRouter(
            CardsInMemory.facts(), FundingInMemory.facts(), ChallengesInMemory.facts());
    private static final InboxConfig CONFIG = Settings.of(InboxConfig.class);

    private final List<Cardholder> cardholders;
    private final List<Operation> operations;
    private final List<Card> cards = new ArrayList<>();
    private final TransactionsInMemory transactions = new TransactionsInMemory();
    private final ChallengesInMemory challenges = new ChallengesInMemory();
    private final Map<EffectKey, UUID> effects = new HashMap<>();
    private final List<Line> journal = new ArrayList<>();
    private final Map<UUID, Mark> marks = new LinkedHashMap<>();
    private final Map<UUID, Integer> attempts = new HashMap<>();
    private List<Claimed> waiting = List.of();
    private @Nullable Instant since;

    InboxInMemory(List<Cardholder> cardholders, List<Operation> operations) {
        this.cardholders = List.copyOf(cardholders);
        this.operations = new ArrayList<>(operations);
    }

    /** One transaction of the worker's, in the order given. */
    void batch(List<Claimed> delivered, Instant now) {
        List<Claimed> claimed = new ArrayList<>(waiting);
        claimed.addAll(delivered);
        Batch batch = new Batch(ROUTER, Restoration.NONE, CONFIG, stage(), now, known(claimed));
        batch.apply(claimed);
        write(batch, claimed);
    }

    /** Drops the keys of what was before. */
    void forgetsBefore(Instant time) {
        since = time;
        effects.keySet().removeIf(key -> key.at().filter(time::isAfter).isPresent());
    }

    /** An operation that was accepted since. */
    void accepted(Operation operation) {
        operations.add(operation);
    }

    private Stage stage() {
        return new Stage(
                CardsInMemory.scene(cardholders, cards, operations),
                transactions.statement(),
                challenges.scene());
    }

    private Memory known(List<Claimed> claimed) {
        Set<EffectKey> known = new HashSet<>(Batch.keys(claimed));
        known.retainAll(effects.keySet());
        return new Memory(known, since);
    }

    private void write(Batch batch, List<Claimed> claimed) {
        cards.addAll(CardsInMemory.made(batch.stage().cards()));
        transactions.write(batch.stage().transactions());
        challenges.write(batch.stage().challenges());
        batch.effects().forEach(this::remember);
        journal.addAll(batch.lines());
        List<Claimed> again = new ArrayList<>();
        List<Mark> written = batch.marks(claimed);
        for (int i = 0; i < written.size(); i++) {
            marks.put(written.get(i).id(), written.get(i));
            attempts.merge(written.get(i).id(), 1, Integer::sum);
            if (written.get(i).nextAttempt() != null) {
                again.add(triedOnceMore(claimed.get(i)));
            }
        }
        waiting = List.copyOf(again);
    }

    /** The table's primary key: an effect is had once. */
    private void remember(EffectKey effect, UUID delivery) {
        UUID before = effects.putIfAbsent(effect, delivery);
        if (before != null) {
            throw new IllegalStateException("the effect of " + delivery + " was had by " + before);
        }
    }

    private static Claimed triedOnceMore(Claimed one) {
        return new Claimed(one.id(), one.type(), one.source(), one.attempts() + 1, one.reading());
    }

    List<Card> cards() {
        return List.copyOf(cards);
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    Set<EffectKey> effects() {
        return Set.copyOf(effects.keySet());
    }

    List<Line> journal() {
        return List.copyOf(journal);
    }

    /** What became of a delivery when it was last tried. */
    Applied outcome(Claimed one) {
        return marks.get(one.id()).applied();
    }

    /** How often it was tried. */
    int attempts(Claimed one) {
        return attempts.getOrDefault(one.id(), 0);
    }

    /** True when something is parked, to be tried again or not. */
    boolean hasParked() {
        return marks.values().stream()
                .anyMatch(mark -> mark.applied().outcome() == Applied.Outcome.PARKED);
    }
}
