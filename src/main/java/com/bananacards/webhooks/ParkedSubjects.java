package com.bananacards.webhooks;

import com.bananacards.journal.Told;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/**
 * Whose parked deliveries have to be woken, because something about them has changed. Most often nothing is parked; then
 * nobody is remembered. Knows of what is parked only what this replica was told or did itself: whoever parked last knows.
 */
final class ParkedSubjects {

    private final Set<Long> cards = new HashSet<>();
    private final Set<Long> users = new HashSet<>();
    private boolean anyParked = true;
    private boolean batchUnderWay;

    /** By the issuer's numbers. */
    record Numbers(Set<Long> cards, Set<Long> users) {

        boolean isEmpty() {
            return cards.isEmpty() && users.isEmpty();
        }
    }

    /** Something changed. While a batch is under way it may be of what that batch is about to park. */
    synchronized void told(Told line) {
        anyParked |= Batch.PARKED.equals(line.kind());
        if (anyParked || batchUnderWay) {
            addIfThere(cards, line.issuerCardId());
            addIfThere(users, line.issuerUserId());
        }
    }

    private static void addIfThere(Set<Long> numbers, @Nullable Long number) {
        if (number != null) {
            numbers.add(number);
        }
    }

    synchronized boolean areWaiting() {
        return anyParked && !(cards.isEmpty() && users.isEmpty());
    }

    /** A batch begins: who is to be woken before it. Whether anything is parked is asked with it, and not known till then. */
    synchronized Numbers take() {
        batchUnderWay = true;
        Numbers taken = anyParked
                ? new Numbers(Set.copyOf(cards), Set.copyOf(users))
                : new Numbers(Set.of(), Set.of());
        cards.clear();
        users.clear();
        anyParked = anyParked && taken.isEmpty();
        return taken;
    }

    /** They could not be woken. */
    synchronized void putBack(Numbers numbers) {
        anyParked = true;
        cards.addAll(numbers.cards());
        users.addAll(numbers.users());
    }

    /** @param any whether some are parked; what was told meanwhile is not forgotten by a no */
    synchronized void areParked(boolean any) {
        anyParked |= any;
    }

    /** @param parked whether the batch may have parked some */
    synchronized void batchEnded(boolean parked) {
        batchUnderWay = false;
        anyParked |= parked;
    }
}
