/**
 * Who holds cards, and whether the issuer approved them.
 *
 * <p>Imports {@code operations}, {@code journal}, {@code bananatech} and the ground.
 */
@NullMarked
package com.bananacards.cardholders;

import org.jspecify.annotations.NullMarked;
