/**
 * Entry: asks the issuer about what it did not say, and brings the answers in through the same doors as webhooks.
 *
 * <p>Imports {@code webhooks}, the features and the machinery below.
 */
@NullMarked
package com.bananacards.reconciliation;

import org.jspecify.annotations.NullMarked;
