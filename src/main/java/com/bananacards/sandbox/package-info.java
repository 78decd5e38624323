/**
 * BananaTech imitated over HTTP, sending real encrypted and signed webhooks; with a control API to
 * play the issuer and a script of repeatable faults.
 *
 * <p>Floor: entry. Nobody imports this room, and it imports none of the other rooms: it has its own
 * crypto, its own wire records and its own amounts, so it cannot agree with the client's mistakes.
 * It runs on plain Vert.x, inside an application's router or as a process ({@link
 * com.bananacards.sandbox.SandboxMain}), and is removed from the production artifact.
 * <p>From the wire inwards: routes, {@code Exchange} (the envelope and the faults of calls), {@code
 * Issuer} (one line an endpoint), {@code World} (all that is remembered), {@code Webhooks} and
 * {@code Outbox} (what is told to the merchant). Everything runs at one {@code Desk}.
 */
@NullMarked
package com.bananacards.sandbox;

import org.jspecify.annotations.NullMarked;
