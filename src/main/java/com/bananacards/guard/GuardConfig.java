package com.bananacards.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much may be asked for. What is not set is not limited. Amounts are in the card's currency, and each currency is
 * counted by itself; deposits of virtual cards count like recharges.
 */
@ConfigMapping(prefix = "guard")
interface GuardConfig {

    /** Largest single recharge or deposit. */
    Optional<BigDecimal> maxAmount();

    /** Largest sum that reaches one card in a day. */
    Optional<BigDecimal> cardPerDay();

    /** Largest sum that reaches the cards of one cardholder in a day. */
    Optional<BigDecimal> cardholderPerDay();

    /** Largest sum that leaves the merchant's account in a day. */
    Optional<BigDecimal> merchantPerDay();

    /** Where a day begins at midnight. */
    @WithDefault("UTC")
    ZoneId dayZone();

    /** Most recharges of one card within any hour. */
    OptionalInt rechargesPerCardAndHour();

    /** How long a card takes no money after an operation whose outcome was unknown has been settled. */
    @WithDefault("0S")
    Duration coolDown();

    /** A recharge or deposit above it waits for a second person. */
    Optional<BigDecimal> approvalAbove();

    /** How long it waits. */
    @WithDefault("1H")
    Duration approvalWithin();

    /** Kinds that this replica begins no operation of, whatever the operator's switch says. */
    Optional<List<StoppableKind>> stoppedKinds();
}
