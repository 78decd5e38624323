package com.bananacards.cards;

import com.bananacards.cardholders.Cardholder;
import com.bananacards.money.MoneyConfig;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.sensitive.FingerprintsInMemory;
import com.bananacards.testsupport.Settings;

import java.util.Collection;
import java.util.List;

/** Cards without a database: loading is handing over, writing is taking back. */
public final class CardsInMemory {

    private CardsInMemory() {}

    /** What applies facts to cards, by default settings. */
    public static CardFacts facts() {
        return new CardFacts(
                FingerprintsInMemory.ofTheTests(),
                Settings.of(MoneyConfig.class),
                Settings.of(OperationsConfig.class));
    }

    /** All there is, as one batch sees it. */
    public static Scene scene(
            Collection<Cardholder> cardholders,
            Collection<Card> cards,
            Collection<Operation> operations) {
        return new Scene(cardholders, cards, operations);
    }

    /** The cards that came into being in a batch. */
    public static List<Card> made(Scene scene) {
        return List.copyOf(scene.made());
    }

    /** Where a card is, and since which fact. */
    public static CardState state(Card card) {
        return new CardState(card.status, card.factAt);
    }
}
