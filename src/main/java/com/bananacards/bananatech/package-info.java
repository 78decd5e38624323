/**
 * The issuer's API and vocabulary: one method per call, one record per event; no wire type leaves the room.
 *
 * <p>Knows no feature. Imports {@code money}, {@code sensitive} and its own {@code envelope} only.
 */
@NullMarked
package com.bananacards.bananatech;

import org.jspecify.annotations.NullMarked;
