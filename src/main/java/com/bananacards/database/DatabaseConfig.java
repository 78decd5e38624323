package com.bananacards.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How long a database that does not answer is waited for, and how it is asked. */
@ConfigMapping(prefix = "database")
public interface DatabaseConfig {

    /** Longest wait for a connection of the pool, or for a new one. */
    @WithDefault("5S")
    Duration acquireTimeout();

    /** The database itself ends a statement that runs, or waits for a lock, for longer; 0 for never. */
    @WithDefault("8S")
    Duration statementTimeout();

    /**
     * A connection that was asked something and on which nothing came for this long is closed: what waits for the answer
     * fails. Longer than a statement may take, so that only a database that is paused or cut off is taken for one. 0 for
     * never.
     */
    @WithDefault("10S")
    Duration silence();

    /** The database ends a transaction in which nothing is asked for this long, of a replica that stands still. */
    @WithDefault("30S")
    Duration idleTransaction();

    /** Making or dropping a partition waits for its table for so long, and others behind it; then it is tried later. */
    @WithDefault("500MS")
    Duration partitionLock();

    /** Partitions of one table that are made at once. */
    @WithDefault("10")
    int partitionsAtOnce();

    /** Reads of single rows that one question asks for, at most; those that come at the same time are asked for together. */
    @WithDefault("64")
    int readsTogether();

    /** Such questions under way at once, of each kind; while there are so many the next one gathers. */
    @WithDefault("2")
    int readsUnderWay();

    /** Such reads that wait for their question, of each kind; beyond it they are answered 503. */
    @WithDefault("4096")
    int readsWaiting();

    /** Readiness says no when the database has not answered within it. */
    @WithDefault("5S")
    Duration readyWithin();
}
