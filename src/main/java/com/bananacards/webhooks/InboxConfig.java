package com.bananacards.webhooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Sizes and times of the inbox. */
@ConfigMapping(prefix = "inbox")
interface InboxConfig {

    /** Deliveries stored by one statement, at most. */
    @WithDefault("128")
    int group();

    /** Groups being stored at once. */
    @WithDefault("1")
    int groupsInFlight();

    /** Deliveries waiting for their group; beyond it the door answers 503. */
    @WithDefault("4096")
    int waiting();

    /** Readings of deliveries stored here that are kept until they are applied; the others are read once more. */
    @WithDefault("16384")
    int readingsKept();

    /** Such a reading is kept for so long at most: another replica may apply the delivery. */
    @WithDefault("30S")
    Duration readingsKeptFor();

    /** Deliveries applied in one transaction, at most. */
    @WithDefault("128")
    int batch();

    /** Batches side by side as long as there are full ones; each has the deliveries of other cards. */
    @WithDefault("2")
    int lanes();

    /** A batch that does not follow a full one begins so long after the one before it began, at the earliest. */
    @WithDefault("20MS")
    Duration batchesApart();

    /** The inbox is looked at this often even when nothing was announced, and then all of it. */
    @WithDefault("1S")
    Duration poll();

    /** What is committed so long after it came is found at once; what is later still, by the next look at all. */
    @WithDefault("500MS")
    Duration late();

    /** First wait before a parked delivery is tried again; doubles each time. */
    @WithDefault("1S")
    Duration retryDelay();

    /** Longest wait between two tries. */
    @WithDefault("10M")
    Duration maxRetryDelay();

    /** Tries before a parked delivery waits for a person. */
    @WithDefault("20")
    int maxAttempts();

    /** Payloads are kept for so long after they came; then the row stays, without its payload. */
    @WithDefault("90D")
    Duration payloadRetention();

    /** A one-time code is kept until it expires, and at most for so long. */
    @WithDefault("15M")
    Duration codeRetention();

    /** Expired codes, old payloads and older keys are looked for this often. */
    @WithDefault("10S")
    Duration upkeepEvery();

    /** Payloads in one transaction of it. */
    @WithDefault("100")
    int upkeepBatch();

    /** Transactions of each kind in one round of it. */
    @WithDefault("20")
    int upkeepBatches();

    /** A replica does it for so long before it has to say so again. */
    @WithDefault("30S")
    Duration upkeepLease();

    /** Webhooks of one moment that are looked at for what came and still waits, before a record of it is stored. */
    @WithDefault("100")
    int momentLooks();

    /** Deliveries that one page of the operator's list looks through, where no index knows what is asked for. */
    @WithDefault("10000")
    int listLooks();

    /** Gauges of the inbox are refreshed this often. */
    @WithDefault("10S")
    Duration metricsEvery();

    /** A delivery's row is kept for so long after it came, and then until its partition is dropped. */
    @WithDefault("P180D")
    Duration retention();

    /** What one partition of the inbox covers, of the issuer's time. */
    @WithDefault("P30D")
    Duration partition();

    /** That an effect was had is remembered for so long after the issuer's time; what is older is not applied. */
    @WithDefault("P400D")
    Duration effectRetention();

    /** What one partition of the effects covers, of the issuer's time. */
    @WithDefault("P30D")
    Duration effectPartition();

    /** Partitions that are made ahead of time. */
    @WithDefault("2")
    int partitionsAhead();

    /** Rows of each kind deleted in one round, of what is in no partition by time. */
    @WithDefault("100000")
    int forget();

    /** Rows deleted in one transaction of such a round. */
    @WithDefault("1000")
    int forgetBatch();

    /** Partitions of the inbox, or of its effects, that retention may come to. */
    @WithDefault("200")
    int partitionsKept();

    /** A replay is tried again so often when it got in the way of another transaction. */
    @WithDefault("2")
    int replayRetries();

    /** Partitions to be made, and those to be dropped, are looked for this often. */
    @WithDefault("1H")
    Duration partitionsEvery();
}
