/**
 * The append-only record of what happened, written in the transaction that made it happen.
 *
 * <p>The timeline, the event stream and the audit trail are three readings of it. Imports the ground only.
 */
@NullMarked
package com.bananacards.journal;

import org.jspecify.annotations.NullMarked;
