package com.bananacards.cards;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** What is refused before the issuer is asked. */
@ConfigMapping(prefix = "cards")
interface CardsConfig {

    /** Refuse card numbers with a wrong check digit. */
    @WithDefault("true")
    boolean luhnCheck();

    /** Refuse PINs that are all equal or a run, instead of warning. */
    @WithDefault("false")
    boolean refuseSimplePins();

    /** How long the issuer's templates are used before they are asked for again. */
    @WithDefault("1M")
    Duration templatesKept();

    /** When they could not be read, they are asked for again after this. */
    @WithDefault("5S")
    Duration templatesRetry();

    /** A closed card is looked at for so much longer: its last transactions may come late. */
    @WithDefault("P1D")
    Duration checkedAfterClosure();

    /** The newest settled recharges and assignments that a late result may belong to, of one batch. */
    @WithDefault("100")
    int settledLookedAt();
}
