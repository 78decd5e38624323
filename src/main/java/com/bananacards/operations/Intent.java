package com.bananacards.operations;

import com.bananacards.money.Money;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/** What is to be done, without any of its secrets. */
public record Intent(
        OperationKind kind,
        UUID cardholderId,
        @Nullable UUID cardId,
        @Nullable Long templateId,
        @Nullable Money amount,
        @Nullable Money fee,
        @Nullable PanTrace pan,
        List<String> warnings) {

    /** Something to be done with a card that exists. */
    public static Intent ofCard(
            OperationKind kind, UUID cardholderId, UUID cardId, List<String> warnings) {
        return new Intent(kind, cardholderId, cardId, null, null, null, null, warnings);
    }

    /** Something to be done for a cardholder. */
    public static Intent ofCardholder(
            OperationKind kind, UUID cardholderId, long templateId, @Nullable PanTrace pan) {
        return new Intent(kind, cardholderId, null, templateId, null, null, pan, List.of());
    }

    /** The same, with money in it. */
    public Intent costing(Money amountOfIt, Money feeOfIt) {
        return new Intent(
                kind, cardholderId, cardId, templateId, amountOfIt, feeOfIt, pan, warnings);
    }
}
