/**
 * Feature: 3DS challenges that wait for the cardholder's answer, and wallets' requests for a code.
 *
 * <p>Imports {@code cards} and the machinery below.
 */
@NullMarked
package com.bananacards.challenges;

import org.jspecify.annotations.NullMarked;
