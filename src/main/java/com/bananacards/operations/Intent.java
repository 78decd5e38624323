package com.bananacards.operations;

import com.bananacards.money.Money;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * What is to be done, without any of its secrets.
 *
 * @param fee what the issuer takes for it; null when that is nothing or not known
 * @param needsActivation of a card that is applied for: what its template says; null where that says nothing
 */
public record Intent(
        OperationKind kind,
        UUID cardholderId,
        @Nullable UUID cardId,
        @Nullable Long templateId,
        @Nullable Money amount,
        @Nullable Money fee,
        @Nullable PanTrace pan,
        @Nullable Boolean needsActivation,
        List<String> warnings) {

    /** Something to be done with a card that exists. */
    public static Intent ofCard(
            OperationKind kind, UUID cardholderId, UUID cardId, List<String> warnings) {
        return new Intent(kind, cardholderId, cardId, null, null, null, null, null, warnings);
    }

    /** Something to be done for a cardholder. */
    public static Intent ofCardholder(
            OperationKind kind, UUID cardholderId, long templateId, @Nullable PanTrace pan) {
        return new Intent(kind, cardholderId, null, templateId, null, null, pan, null, List.of());
    }

    /** The same, with money in it. */
    public Intent costing(@Nullable Money amountOfIt, @Nullable Money feeOfIt) {
        return new Intent(
                kind,
                cardholderId,
                cardId,
                templateId,
                amountOfIt,
                feeOfIt,
                pan,
                needsActivation,
                warnings);
    }

    /** The same, for a card that has to be activated, or not. */
    public Intent activated(boolean byItsOwner) {
        return new Intent(
                kind, cardholderId, cardId, templateId, amount, fee, pan, byItsOwner, warnings);
    }

    @Nullable
    String currency() {
        Money money = amount == null ? fee : amount;
        return money == null ? null : money.currency();
    }
}
