/**
 * Machinery: an accepted request that awaits its outcome: idempotency key, deadline, evidence, settlement.
 *
 * <p>Imports {@code journal}, {@code bananatech}'s failures and the ground; knows no feature.
 */
@NullMarked
package com.bananacards.operations;

import org.jspecify.annotations.NullMarked;
