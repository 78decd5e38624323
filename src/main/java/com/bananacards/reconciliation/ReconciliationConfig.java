package com.bananacards.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How often, how far and how much the issuer is asked. */
@ConfigMapping(prefix = "reconciliation")
interface ReconciliationConfig {

    /** The issuer's webhook records are read this often. */
    @WithDefault("30S")
    Duration every();

    /** Due operations are looked for this often. */
    @WithDefault("1S")
    Duration sweep();

    /** Operations checked in one sweep. */
    @WithDefault("20")
    int batch();

    /** Longest wait between two checks of the same operation. */
    @WithDefault("1M")
    Duration maxCheckDelay();

    /** An unknown operation that the issuer shows no trace of is not done after this many checks. */
    @WithDefault("3")
    int notDoneChecks();

    /** Users looked at when one is searched by its e-mail address. */
    @WithDefault("100")
    int users();

    /** Each reading of the records begins this much before the last one ended. */
    @WithDefault("5M")
    Duration overlap();

    /** How far back the first reading of all goes. */
    @WithDefault("P1D")
    Duration firstLook();

    /** Each card is held against the issuer's information, and its transactions are read, this often. */
    @WithDefault("15M")
    Duration cardCheckEvery();

    /** Cards looked at in one round; a round is made every {@code sweep}. */
    @WithDefault("5")
    int cardChecks();

    /** Transactions of a card that are read, the newest. */
    @WithDefault("50")
    int cardTransactions();

    /** Records asked for at once. */
    @WithDefault("100")
    int page();

    /** Pages of one reading. */
    @WithDefault("50")
    int pages();

    /** Parked assignments that are matched in one round. */
    @WithDefault("10")
    int matches();

    /** Parked assignments that are older than this are left to a person. */
    @WithDefault("1H")
    Duration matchWithin();

    /** How long a replica leads before it has to say so again. */
    @WithDefault("15S")
    Duration lease();

    /** First wait before the issuer is told the webhook address again; doubles. */
    @WithDefault("1S")
    Duration addressRetry();

    /** Longest wait between two of these tries. */
    @WithDefault("5M")
    Duration addressMaxRetry();

    /** How often the issuer is told the webhook address until it is heard. */
    @WithDefault("100")
    int addressTries();
}
