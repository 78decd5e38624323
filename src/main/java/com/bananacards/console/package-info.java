/**
 * Entry: what the operator sees and decides, {@code /v1/admin}: deliveries and their re-drive, operations in review;
 * and the pages that show it, {@code /console}, which are static files that ask the API.
 *
 * <p>Imports {@code webhooks}, {@code operations} and the ground.
 */
@NullMarked
package com.bananacards.console;

import org.jspecify.annotations.NullMarked;
