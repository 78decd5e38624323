package com.bananacards.sandbox;

/** What can go wrong on purpose: the first group with calls, the second with webhooks. */
enum FaultKind {
    /** 503; nothing is applied. */
    DOWN,
    /** The connection closes without an answer; nothing is applied. */
    DROP_BEFORE,
    /** Applied, then the connection closes without an answer. */
    DROP_AFTER,
    /** Applied, then 502 in plain text. */
    BAD_GATEWAY_AFTER,
    /** Applied at once, answered after the delay. */
    LATE,
    /** Applied; the answer's signature is wrong. */
    WRONG_HMAC,
    /** A business refusal; nothing is applied. */
    REFUSE,
    /** Accepted; the asynchronous result will be a failure. */
    FAIL,

    /** Recorded, never sent. */
    LOSE,
    /** Never sent, and not in the records either. */
    FORGET,
    /** Sent; the records list it without its time. */
    GARBLE,
    /** Sent after the delay. */
    DELAY,
    /** Sent, and copies with it at once and after the delay. */
    DUPLICATE,
    /** Held until the next webhook of the same subject has been sent. */
    REORDER,
    /** The first attempt carries a wrong signature. */
    WRONG_HMAC_WEBHOOK,
    /** The envelope names another event type than the payload's. */
    TYPE_SWAP,
    /** The envelope names an event type nobody knows. */
    UNKNOWN_EVENT,
    /** The payload carries a status nobody knows. */
    UNKNOWN_STATUS;

    boolean onCalls() {
        return compareTo(FAIL) <= 0;
    }
}
