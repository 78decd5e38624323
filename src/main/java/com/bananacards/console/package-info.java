/**
 * Entry: what the operator sees, looks for and decides, {@code /v1/admin}: the overview, search, deliveries and their
 * re-drive, operations that wait for a person. And the pages that show it, {@code /console}: static files that ask the
 * API.
 *
 * <p>Imports {@code webhooks}, {@code cards}, {@code cardholders}, {@code operations}, {@code guard}, {@code journal},
 * {@code bananatech} and the ground.
 */
@NullMarked
package com.bananacards.console;

import org.jspecify.annotations.NullMarked;
