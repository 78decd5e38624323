package com.bananacards.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** When operations are asked about, and how long keys are kept. */
@ConfigMapping(prefix = "settlement")
public interface OperationsConfig {

    /** A pending or unknown operation is asked about after it. */
    @WithDefault("10S")
    Duration firstCheck();

    /** Open for longer than this, it goes to an operator. */
    @WithDefault("15M")
    Duration deadline();

    /** A request that is this old and has no outcome was cut off by a crash: it counts as sent without an answer. */
    @WithDefault("20S")
    Duration sendLease();

    /** The issuer's clock may be this far from ours. */
    @WithDefault("5S")
    Duration clockSkew();

    /** No trace at the issuer of a request whose answer was lost, for this long: it was not carried out. */
    @WithDefault("1M")
    Duration notDoneAfter();

    /** The same for what moves money, and at least two witnesses must say so. */
    @WithDefault("5M")
    Duration notMovedAfter();

    /** Longest wait for the balances before money is asked to move; without them fewer witnesses can speak later. */
    @WithDefault("2S")
    Duration baselineTimeout();

    /** A look at an operation that is not settled has it checked, each one at most this often. */
    @WithDefault("5S")
    Duration nudgeEvery();

    /** How long an idempotency key answers for its operation. */
    @WithDefault("P30D")
    Duration keyRetention();

    /** Keys that are older are dropped this often. */
    @WithDefault("1H")
    Duration keyRetentionEvery();

    /** Keys dropped by one statement, at most. */
    @WithDefault("1000")
    int keyRetentionBatch();

    /** A success that is told so long after an operation began, and that was called failed for want of evidence, is its. */
    @WithDefault("P1D")
    Duration lateEvidence();

    /** The outcome of a call is written again this often when the database is away; then settlement finds it out. */
    @WithDefault("5")
    int recordTries();

    /** First wait between two of these tries; doubles. */
    @WithDefault("100MS")
    Duration recordWait();

    /** The caller waits no longer than this for it to be written; the tries go on. */
    @WithDefault("10S")
    Duration recordWithin();

    /** Lines of its timeline that a case shows, the oldest. */
    @WithDefault("100")
    int caseLines();

    /** Gauges of open operations are refreshed this often. */
    @WithDefault("10S")
    Duration metricsEvery();
}
