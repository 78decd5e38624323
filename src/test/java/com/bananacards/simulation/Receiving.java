package com.bananacards.simulation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.FactsInMemory;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardChecks;
import com.bananacards.cards.CardTable;
import com.bananacards.journal.Line;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.reconciliation.Checks;
import com.bananacards.webhooks.DeliveryTable;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** The inbox's door and worker, and whoever else brings in what the issuer says: backfill, matching, card checks. */
final class Receiving {

    private static final IssuerFacts READER = FactsInMemory.byDefault();
    private static final int BATCH = 128;

    private final Process process;
    private final DeliveryTable deliveries;
    private final Network network;

    Receiving(Process process, Network network) {
        this.process = process;
        this.network = network;
        deliveries = process.database.deliveries;
        network.deliverTo((type, identity, reading) -> {
            deliveries.store(type, false, identity, reading, process.now());
            process.committed(List.of());
        });
    }

    /** One batch of the worker's; a large one or a single delivery. */
    void batch() {
        int limit = process.chaos.fault(12, 1) == 1 ? 1 : BATCH;
        List<Line> lines = deliveries.batch(process.now(), limit);
        process.committed(lines);
    }

    /** One reading of the issuer's records. */
    void backfill() {
        if (process.chaos.fault(12, 1) == 1) {
            return;
        }
        Instant since = process.database.cursor == null
                ? process.now().minus(Checks.FIRST_LOOK)
                : process.database.cursor;
        List<Network.Record> records = network.since(since.minus(Checks.OVERLAP));
        if (records.isEmpty()) {
            return;
        }
        process.then(() -> {
            boolean fresh = false;
            for (Network.Record record : records) {
                fresh |= !deliveries.hadEffect(record.reading())
                        && deliveries.store(
                                record.type(),
                                true,
                                "" + record.number(),
                                record.reading(),
                                process.now());
            }
            if (fresh) {
                process.story.tell("records are read");
                process.committed(List.of());
            }
            process.then(() -> advance(records));
        });
    }

    private void advance(List<Network.Record> records) {
        Instant newest =
                records.stream().map(Network.Record::at).max(Instant::compareTo).orElseThrow();
        Instant cursor = process.database.cursor;
        process.database.cursor = cursor != null && cursor.isAfter(newest) ? cursor : newest;
    }

    /** Finds the assignments of cards that no answer named: exactly one of those who wait must own the card. */
    void match() {
        List<Long> unknown = deliveries.parkedAssignments(process.now().minus(Checks.MATCH_WITHIN));
        for (long number : unknown) {
            List<Operation> owners =
                    process.database.operations.waiting(OperationKind.CARD_ASSIGN).stream()
                            .filter(one -> owns(one, number))
                            .toList();
            if (owners.size() == 1) {
                Operation owner = owners.getFirst();
                owner.knownAs(number);
                process.story.tell("card %d is matched", number);
                process.committed(List.of(Line.of(process.now(), "CardMatched", "matched")
                        .issuerCard(number)
                        .silent()));
            }
        }
    }

    private boolean owns(Operation candidate, long number) {
        long user = process.database.userOf(candidate.cardholderId());
        return process.reads.information(new CardRef(user, number)).information() != null;
    }

    /** Holds a card against what the issuer says of it, and brings in its transactions. */
    void checkCard(Card card) {
        CardRef ref = process.database.ref(card);
        CardChecks.Due due = CardTable.due(card, ref.userId(), process.now());
        CardInformation found = process.reads.information(ref).information();
        if (found != null) {
            process.then(() -> {
                if (process.database.operations.openOf(card.id()).isEmpty()) {
                    process.story.tell("card %d is held against %s", ref.cardId(), found);
                    process.committed(process.database.cards.correct(due, found, process.now()));
                }
                process.then(() -> transactions(process.reads.transactions(ref)));
            });
        }
    }

    private void transactions(@Nullable List<TransactionCreated> rows) {
        if (rows == null) {
            return;
        }
        rows.forEach(row -> {
            Payload payload = Payload.of(row.at())
                    .with("card_id", row.card())
                    .with("transaction_id", row.transactionId())
                    .with("type", row.type())
                    .with("status", row.status())
                    .with("amount", row.amount());
            var reading = READER.read("TRANSACTION_CREATED", payload.bytes());
            if (!deliveries.hadEffect(reading)) {
                deliveries.store(
                        "TRANSACTION_CREATED", true, payload.toString(), reading, process.now());
            }
        });
        process.committed(List.of());
    }
}
