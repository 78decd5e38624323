package com.bananacards.simulation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.CardStatusChange;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.cards.CardEvidence;
import com.bananacards.cards.CardStatus;
import com.bananacards.cards.CardTable;
import com.bananacards.cards.Scene;
import com.bananacards.journal.Line;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationTable;
import com.bananacards.reconciliation.Checks;
import com.bananacards.simulation.Reads.About;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Sweeps: claims what is due and asks about it, read by read. */
final class Settling {

    private final Process process;
    private final OperationTable operations;

    Settling(Process process) {
        this.process = process;
        operations = process.database.operations;
    }

    void sweep() {
        Instant now = process.now();
        List<Operation> due = operations.claim(
                now,
                Checks.BATCH,
                checks -> Checks.nextCheck(checks, process.chaos.fault(6, 1, 1) / 2.0, now));
        if (!due.isEmpty()) {
            process.committed(List.of());
        }
        due.forEach(one -> process.then(() -> check(one)));
    }

    private void check(Operation operation) {
        if (operation.status() == OperationStatus.REQUESTED) {
            happened(operation.id(), new OperationEvent.AnswerLost());
            return;
        }
        switch (operation.kind()) {
            case CARD_RECHARGE, CARD_CLOSE, CARD_APPLY -> money(operation);
            case CARD_ASSIGN -> assignment(operation);
            default -> statusChange(operation);
        }
    }

    private void happened(UUID id, OperationEvent event) {
        process.story.tell("%s: %s", operations.get(id).kind(), event);
        process.committed(operations.happened(id, event, process.now()));
    }

    /** Asked, and nothing decided. */
    private void undecided(Operation operation) {
        if (Checks.isPastDeadline(operation, process.now())) {
            process.then(() -> happened(operation.id(), new OperationEvent.DeadlinePassed()));
        }
    }

    private void money(Operation operation) {
        Optional<CardRef> ref = ref(operation);
        Checks.Seen seen = new Checks.Seen(process.now());
        if (ref.isEmpty()) {
            account(operation, ref, seen);
            return;
        }
        if (operation.kind() != OperationKind.CARD_RECHARGE) {
            About about = process.reads.information(ref.get());
            seen.information = about.information();
            seen.noSuchCard = about.refused();
        }
        process.then(() -> {
            seen.transactions = process.reads.transactions(ref.get());
            process.then(() -> {
                seen.card = process.reads.balance(ref.get());
                process.then(() -> account(operation, ref, seen));
            });
        });
    }

    private void account(Operation operation, Optional<CardRef> ref, Checks.Seen seen) {
        seen.account = process.reads.account();
        process.then(() -> {
            seen.others = operations.movingMoney(operation);
            seen.unnumbered(operations.othersWithoutTransaction(operation));
            if (seen.transactions != null) {
                seen.taken = operations.carriedOutByOthers(
                        operation,
                        seen.transactions.stream()
                                .map(TransactionCreated::transactionId)
                                .toList());
            }
            conclude(operation, Checks.weigh(operation, ref, seen));
        });
    }

    private Optional<CardRef> ref(Operation operation) {
        if (operation.kind() != OperationKind.CARD_APPLY) {
            return Optional.of(
                    process.database.ref(process.database.cards.get(operation.cardId())));
        }
        return Optional.ofNullable(operation.issuerRef())
                .map(number ->
                        new CardRef(process.database.userOf(operation.cardholderId()), number));
    }

    private void conclude(Operation operation, Checks.Weighed weighed) {
        UUID id = operation.id();
        Instant now = process.now();
        List<IssuerFact> facts = weighed.conclusion().facts();
        process.story.tell("%s is weighed: %s", operation.kind(), weighed);
        boolean decided;
        if (!facts.isEmpty()) {
            Optional<List<Line>> lines = process.database.deliveries.conclude(
                    operations.get(id), facts, weighed.testimonies(), now);
            process.committed(lines.orElse(List.of()));
            decided = lines.isPresent() && operations.get(id).status().isSettled();
        } else if (weighed.conclusion().notMoved()) {
            Optional<List<Line>> lines = operations.notMoved(id, weighed.testimonies(), now);
            process.committed(lines.orElse(List.of()));
            decided = lines.isPresent();
        } else {
            process.committed(operations.heard(id, weighed.testimonies(), now));
            decided = false;
        }
        if (!decided) {
            undecided(operation);
        }
    }

    private void assignment(Operation operation) {
        Long number = operation.issuerRef();
        if (number == null) {
            undecided(operation);
            return;
        }
        long user = process.database.userOf(operation.cardholderId());
        ask(operation, new CardRef(user, number), found -> {
            Scene scene = scene(
                    new CardAssignResult(number, user, Result.SUCCESS, null, operation.begunAt()));
            Applied applied = CardTable.exists(operation, user, number, scene, process.now());
            process.database.cards.write(scene);
            process.committed(List.of());
            if (applied != Applied.APPLIED) {
                undecided(operation);
            }
        });
    }

    private Scene scene(IssuerFact fact) {
        return process.database.scene(List.of(fact));
    }

    private void ask(Operation operation, CardRef ref, Consumer<CardInformation> found) {
        About about = process.reads.information(ref);
        if (about.information() == null) {
            undecided(operation);
        } else {
            process.then(() -> found.accept(about.information()));
        }
    }

    private void statusChange(Operation operation) {
        CardRef ref = process.database.ref(process.database.cards.get(operation.cardId()));
        Instant asked = process.now();
        ask(operation, ref, found -> {
            Optional<CardStatus> said = CardTable.confirmed(operation.kind(), found.status());
            boolean settled = said.isPresent() && informed(operation, ref, said.get(), asked);
            if (settled) {
                return;
            }
            if (Checks.isGivenUp(operation, asked)) {
                process.then(() -> process.committed(operations.denied(
                        operation.id(),
                        "card_information",
                        CardEvidence.reasonNotDone(operation.kind()),
                        process.now())));
            } else {
                undecided(operation);
            }
        });
    }

    private boolean informed(Operation operation, CardRef ref, CardStatus said, Instant asked) {
        process.story.tell("card %d is %s: %s", ref.cardId(), said, operation.kind());
        Scene scene = scene(
                new CardStatusChange(ref.cardId(), Result.SUCCESS, false, null, process.now()));
        Applied applied =
                CardTable.informed(operation, ref.cardId(), said, asked, scene, process.now());
        process.committed(List.of());
        return applied == Applied.APPLIED;
    }
}
