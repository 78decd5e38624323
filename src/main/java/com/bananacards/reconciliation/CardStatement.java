package com.bananacards.reconciliation;

import com.bananacards.bananatech.BananatechConfig.Literals;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.Testimony;
import com.bananacards.operations.Witness;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** What a card's transactions say of a recharge or of a closure's refund. Pure. */
final class CardStatement {

    private final MoneyCase asked;
    private final Sight sight;
    private final Literals literals;

    CardStatement(MoneyCase asked, Sight sight, Literals literals) {
        this.asked = asked;
        this.sight = sight;
        this.literals = literals;
    }

    Testimony testimony() {
        if (sight.transactions().isEmpty()) {
            return Testimony.nothing(Witness.TRANSACTIONS, "not readable");
        }
        List<TransactionCreated> fitting = fitting();
        List<TransactionCreated> done = ended(fitting, literals.success());
        if (!done.isEmpty()) {
            TransactionCreated carrier = carrier();
            return carrier == null
                    ? Testimony.nothing(Witness.TRANSACTIONS, doubt(done))
                    : Testimony.moved(Witness.TRANSACTIONS, words(carrier));
        }
        List<TransactionCreated> failed = ended(fitting, literals.failed());
        if (!failed.isEmpty()) {
            return Testimony.notMoved(Witness.TRANSACTIONS, words(failed.getFirst()));
        }
        if (!fitting.isEmpty()) {
            return Testimony.nothing(Witness.TRANSACTIONS, words(fitting.getFirst()));
        }
        if (asked.refundsNothing()) {
            return Testimony.nothing(
                    Witness.TRANSACTIONS, "there is none, and there was nothing to refund");
        }
        return reachesBack()
                ? Testimony.notMoved(Witness.TRANSACTIONS, "there is none")
                : Testimony.nothing(
                        Witness.TRANSACTIONS, "the list does not reach back far enough");
    }

    /** The transaction that can be no other operation's; null where there is none, or more than one. */
    @Nullable
    TransactionCreated carrier() {
        List<TransactionCreated> own = ended(fitting(), literals.success()).stream()
                .filter(row -> sight.unnumbered().stream().noneMatch(other -> other.mayBe(row)))
                .toList();
        return own.size() == 1 ? own.getFirst() : null;
    }

    private static String doubt(List<TransactionCreated> done) {
        return done.size() == 1
                ? words(done.getFirst()) + ", and may be another operation's"
                : done.size() + " transactions fit";
    }

    /** True when something else than what was asked for changed the card's balance since. */
    boolean movedOtherwise() {
        return rows().stream()
                .filter(this::isSince)
                .filter(row -> !isOfType(row))
                .anyMatch(row -> row.status() == null || row.status().equals(literals.success()));
    }

    private List<TransactionCreated> rows() {
        return sight.transactions().orElse(List.of());
    }

    private List<TransactionCreated> fitting() {
        return rows().stream()
                .filter(this::isOfType)
                .filter(this::isSince)
                .filter(row -> !sight.taken().contains(row.transactionId()))
                .filter(row -> asked.kind() != OperationKind.CARD_RECHARGE
                        || row.amount().compareTo(asked.amount()) == 0)
                .toList();
    }

    private boolean isOfType(TransactionCreated row) {
        String type =
                asked.kind() == OperationKind.CARD_CLOSE ? literals.refund() : literals.recharge();
        return type.equals(row.type());
    }

    /** One without a time may be of any time. */
    private boolean isSince(TransactionCreated row) {
        return row.at() == null || !row.at().isBefore(asked.since());
    }

    private boolean reachesBack() {
        return sight.whole() || rows().stream().anyMatch(row -> !isSince(row));
    }

    private static List<TransactionCreated> ended(List<TransactionCreated> rows, String status) {
        return rows.stream().filter(row -> Objects.equals(row.status(), status)).toList();
    }

    private static String words(TransactionCreated row) {
        return "transaction " + row.transactionId() + " of " + row.amount().toPlainString() + " is "
                + row.status();
    }
}
