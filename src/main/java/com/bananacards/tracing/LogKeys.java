package com.bananacards.tracing;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * What the log's lines are about, as keys of their own: {@code operation_id}, {@code card_id}, {@code delivery_id}. They
 * stay on the running context, which ends with the request or with one round of background work.
 */
public final class LogKeys {

    private LogKeys() {}

    /** From now on about this operation and its card. */
    public static void operation(UUID id, @Nullable UUID card) {
        MDC.put("operation_id", id.toString());
        if (card == null) {
            MDC.remove("card_id");
        } else {
            MDC.put("card_id", card.toString());
        }
    }

    /** From now on about this delivery. */
    public static void delivery(UUID id) {
        MDC.put("delivery_id", id.toString());
    }
}
