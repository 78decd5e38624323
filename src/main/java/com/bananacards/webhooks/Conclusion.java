package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.operations.Operation;
import com.bananacards.operations.Overdue;
import com.bananacards.operations.Settlement;
import com.bananacards.operations.Telling;
import com.bananacards.operations.Testimony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What evidence shows to have happened, told to what is loaded as a webhook would. In memory. */
record Conclusion(WebhookRouter router, List<IssuerFact> facts, List<Testimony> testimonies) {

    /** What was told; empty when the operation was settled meanwhile, and is left as it is. */
    Optional<Telling> of(Operation operation, Stage stage, Instant now) {
        return Settlement.hears(operation, testimonies, now).map(heard -> {
            Telling telling = new Telling(null, Overdue.VERDICT, now, new ArrayList<>(heard));
            facts.forEach(fact -> router.route(fact, stage, telling));
            return telling;
        });
    }
}
