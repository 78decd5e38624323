package com.bananacards.cards;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.Cardholders;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationRows;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Loads what facts speak of and writes what came of them. Locks cardholders, then cards, then operations, each in the
 * order of their ids: so do all others, and no two can wait for each other.
 */
@ApplicationScoped
public class Scenes {

    private final Cardholders cardholders;
    private final CardsConfig config;

    @Inject
    Scenes(Cardholders cardholders, CardsConfig config) {
        this.cardholders = cardholders;
        this.config = config;
    }

    /** Loads and locks. Runs within the caller's transaction. */
    public Uni<Scene> load(Collection<IssuerFact> facts) {
        return load(facts, Subjects.maybeNamed(facts).cards());
    }

    /** @param refs the numbers that an answer may have named before there was a card */
    private Uni<Scene> load(Collection<IssuerFact> facts, Collection<Long> refs) {
        Subjects all = Subjects.of(facts);
        return OperationRows.cardholdersByIssuerRef(refs)
                .chain(named -> load(all, Subjects.maybeOfSettled(facts), named, refs));
    }

    /** The same, and all that is known of what was asked for here: what else happened is of the past. */
    public Uni<Scene> recall(Collection<IssuerFact> facts) {
        return load(facts, Subjects.of(facts).cards())
                .chain(scene -> OperationRows.own(
                                scene.cards().stream().map(Card::id).toList(),
                                scene.cardholders().stream().map(Cardholder::id).toList(),
                                config.settledLookedAt())
                        .invoke(scene::recall)
                        .replaceWith(scene));
    }

    private Uni<Scene> load(
            Subjects all, Subjects maybeSettled, List<UUID> named, Collection<Long> refs) {
        return cardholders
                .lock(all.users(), named)
                .chain(people -> CardRows.lock(all.cards())
                        .chain(rows -> operations(people, rows, maybeSettled, refs)
                                .map(operations -> scene(people, rows, operations))));
    }

    private static Scene scene(
            List<Cardholder> people, List<Card> cards, List<Operation> operations) {
        List<Cardholder> known =
                people.stream().filter(person -> person.issuerUserId() != null).toList();
        return new Scene(known, cards, operations);
    }

    private Uni<List<Operation>> operations(
            List<Cardholder> people,
            List<Card> cards,
            Subjects maybeSettled,
            Collection<Long> refs) {
        List<UUID> cardIds = cards.stream().map(Card::id).toList();
        List<UUID> cardholderIds = people.stream().map(Cardholder::id).toList();
        return OperationRows.lockOpen(cardIds, cardholderIds)
                .chain(open -> OperationRows.settled(
                                maybeSettled.of(cards),
                                maybeSettled.ownersOf(people),
                                config.settledLookedAt())
                        .chain(settled -> OperationRows.calledFailed(
                                        cardIds, config.settledLookedAt())
                                .chain(concluded -> OperationRows.byIssuerRef(refs)
                                        .map(named -> distinct(
                                                List.of(open, settled, concluded, named))))));
    }

    private static List<Operation> distinct(List<List<Operation>> all) {
        Map<UUID, Operation> byId = new LinkedHashMap<>();
        all.forEach(some -> some.forEach(one -> byId.putIfAbsent(one.id(), one)));
        return List.copyOf(byId.values());
    }

    /** Writes what was changed of cards, and persists what is new; operations are written when the session flushes. */
    public Uni<Void> write(Scene scene) {
        List<Card> made = new ArrayList<>(scene.made());
        List<Operation> restored = new ArrayList<>(scene.restored());
        scene.made().clear();
        scene.restored().clear();
        List<Card> changed = scene.cards().stream()
                .filter(card -> card.isChanged() && !made.contains(card))
                .toList();
        Uni<Void> cards = made.isEmpty()
                ? CardRows.write(changed)
                : CardRows.write(changed).chain(() -> Card.persist(made));
        return restored.isEmpty() ? cards : cards.chain(() -> Operation.persist(restored));
    }
}
