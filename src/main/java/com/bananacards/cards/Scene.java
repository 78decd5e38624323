package com.bananacards.cards;

import com.bananacards.cardholders.Cardholder;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything that a batch of facts speaks of, loaded and locked: facts are applied to it in memory, one after the
 * other, and all of it is written in one transaction.
 */
public final class Scene {

    private final Map<Long, Cardholder> cardholders = new HashMap<>();
    private final Map<Long, Card> cards = new HashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Card> made = new ArrayList<>();
    private final List<Operation> restored = new ArrayList<>();

    Scene(
            Collection<Cardholder> cardholders,
            Collection<Card> cards,
            Collection<Operation> operations) {
        cardholders.forEach(
                one -> this.cardholders.put(Objects.requireNonNull(one.issuerUserId()), one));
        cards.forEach(one -> this.cards.put(one.issuerCardId, one));
        this.operations.addAll(operations);
    }

    /** The cardholder of the issuer's number, or null. */
    public @Nullable Cardholder cardholder(@Nullable Long issuerUserId) {
        return issuerUserId == null ? null : cardholders.get(issuerUserId);
    }

    /** The card of the issuer's number, or null. */
    public @Nullable Card card(@Nullable Long issuerCardId) {
        return issuerCardId == null ? null : cards.get(issuerCardId);
    }

    /** The open operation of this card, or null: there is never more than one. */
    public @Nullable Operation open(Card card) {
        return operations.stream()
                .filter(one -> card.id.equals(one.cardId()) && one.status().isOpen())
                .findFirst()
                .orElse(null);
    }

    /** The open operation of this card if it is of that kind and may have been sent, or null. */
    public @Nullable Operation open(Card card, OperationKind kind) {
        Operation open = open(card);
        return open != null && open.kind() == kind && !open.isHeld() ? open : null;
    }

    /** The open operation of that kind that waits for a cardholder's outcome, or null. */
    public @Nullable Operation open(Cardholder cardholder, OperationKind kind) {
        return operations.stream()
                .filter(one -> one.cardholderId().equals(cardholder.id())
                        && one.kind() == kind
                        && one.status().isOpen())
                .findFirst()
                .orElse(null);
    }

    /** The settled operations of this card that are loaded, newest first. */
    public List<Operation> settled(Card card, OperationKind kind) {
        return all(card, Set.of(kind)).stream()
                .filter(one -> one.status().isSettled())
                .toList();
    }

    /** The operations of this card that are loaded, newest first. */
    List<Operation> all(Card card, Set<OperationKind> kinds) {
        return newestFirst(one -> card.id.equals(one.cardId()) && kinds.contains(one.kind()));
    }

    /** The operations of this cardholder that are loaded, newest first. */
    List<Operation> all(Cardholder cardholder, OperationKind kind) {
        return newestFirst(one -> one.cardholderId().equals(cardholder.id()) && one.kind() == kind);
    }

    /** The applications of this cardholder for a template that are loaded, newest first. */
    List<Operation> applications(Cardholder cardholder, long templateId) {
        return all(cardholder, OperationKind.CARD_APPLY).stream()
                .filter(one -> Objects.equals(one.templateId(), templateId))
                .toList();
    }

    /** The open application of a cardholder for a template, or null. */
    @Nullable
    Operation openApplication(Cardholder cardholder, long templateId) {
        return applications(cardholder, templateId).stream()
                .filter(one -> one.status().isOpen() && !one.isHeld())
                .findFirst()
                .orElse(null);
    }

    private List<Operation> newestFirst(Predicate<Operation> wanted) {
        return operations.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(this::isBeingRestored, Comparator.reverseOrder())
                        .thenComparing(Operation::id, Comparator.reverseOrder()))
                .toList();
    }

    private boolean isBeingRestored(Operation operation) {
        return operation.status().isOpen() && restored.contains(operation);
    }

    /** The operation whose answer named this number, open ones first; or null. */
    @Nullable
    Operation byIssuerRef(@Nullable Long ref, OperationKind kind) {
        return operations.stream()
                .filter(one -> one.kind() == kind && ref != null && ref.equals(one.issuerRef()))
                .min((one, other) ->
                        Boolean.compare(other.status().isOpen(), one.status().isOpen()))
                .orElse(null);
    }

    /** All that are loaded, restored ones first. */
    public Stream<Operation> operations() {
        return operations.stream();
    }

    /** Puts an operation of the past in place: the next fact finds it before any other. */
    public void restore(Operation operation) {
        operations.addFirst(operation);
        restored.add(operation);
    }

    /** Takes back what was just put in place: no fact could be applied to it. */
    public void forget(Operation operation) {
        operations.remove(operation);
        restored.remove(operation);
    }

    /** Adds what is looked at only where the past is restored. */
    void recall(Collection<Operation> more) {
        more.stream()
                .filter(one -> operations.stream().noneMatch(known -> known.id().equals(one.id())))
                .toList()
                .forEach(operations::add);
    }

    Collection<Cardholder> cardholders() {
        return cardholders.values();
    }

    Collection<Card> cards() {
        return cards.values();
    }

    /** The operations of the past that were put in place here, to be persisted. */
    List<Operation> restored() {
        return restored;
    }

    void made(Card card) {
        cards.put(card.issuerCardId, card);
        made.add(card);
    }

    /** The cards that came into being here, to be persisted. */
    List<Card> made() {
        return made;
    }
}
