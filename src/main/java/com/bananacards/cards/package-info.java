/**
 * Cards: assignment, application, activation, lock, unlock, close and PIN; the card's lifecycle.
 *
 * <p>Imports {@code cardholders}, {@code operations}, {@code journal}, {@code bananatech} and the ground.
 */
@NullMarked
package com.bananacards.cards;

import org.jspecify.annotations.NullMarked;
