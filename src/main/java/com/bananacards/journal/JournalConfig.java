package com.bananacards.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How the journal is followed and streamed. */
@ConfigMapping(prefix = "journal")
interface JournalConfig {

    /** The journal is looked at this often even when nothing was announced. */
    @WithDefault("1S")
    Duration poll();

    /**
     * Lines that wait to be counted because their transaction has not ended; more are not counted. They are looked at
     * every {@code poll}.
     */
    @WithDefault("20000")
    int uncounted();

    /** While an older transaction is still running, lines behind it are looked for this often. */
    @WithDefault("20MS")
    Duration unsettledPoll();

    /** Lines are told to streams and waits for so long at a time; then others have the event loop. */
    @WithDefault("10MS")
    Duration tellFor();

    /** Lines read at once. */
    @WithDefault("500")
    int batch();

    /** First wait before the announcement connection is made anew; doubles. */
    @WithDefault("500MS")
    Duration reconnect();

    /** Longest wait between two of these attempts. */
    @WithDefault("30S")
    Duration maxReconnect();

    /** Lines are kept this long: the timeline, the audit trail, and positions of the event stream. */
    @WithDefault("P400D")
    Duration retention();

    /** Older lines are removed this often. */
    @WithDefault("1H")
    Duration retentionEvery();

    /** Sealed stretches removed at once, the oldest; each has at most {@code batch} lines. */
    @WithDefault("100")
    int retentionStretches();

    /** Checkpoints removed at once, the oldest. */
    @WithDefault("20000")
    int retentionCheckpoints();

    /** What one partition of the journal covers; those kept for {@code retention} are dropped as wholes. */
    @WithDefault("P30D")
    Duration partition();

    /** Partitions that are made ahead of time. */
    @WithDefault("2")
    int partitionsAhead();

    /** Lines that one verification walks along; it says where to go on. */
    @WithDefault("200000")
    int verifyLines();

    /** One replica makes one such walk this often without being asked, on from where the last one ended. */
    @WithDefault("10M")
    Duration verifyEvery();

    Seal seal();

    /** How committed lines are hung on the chain. */
    interface Seal {
        /** New lines are looked for this often. */
        @WithDefault("1S")
        Duration every();

        /** Full batches sealed in one round, each in a transaction of its own. */
        @WithDefault("20")
        int batches();

        /** The chain's end is written to the log this often. */
        @WithDefault("1H")
        Duration toldEvery();
    }

    Stream stream();

    /** The event stream. */
    interface Stream {
        /** A comment this often keeps proxies from closing an idle stream. */
        @WithDefault("15S")
        Duration heartbeat();

        /** Events kept for a client that reads slowly; more than that ends its stream, and it resumes. */
        @WithDefault("256")
        int buffer();

        /** A client whose replica stops is told to come back after it, to another one. */
        @WithDefault("500MS")
        Duration retry();

        /** Streams on one replica. */
        @WithDefault("20000")
        int clients();

        /** Streams of one caller on one replica. */
        @WithDefault("12000")
        int clientsPerCaller();
    }
}
