/**
 * Feature: recharges, balances, the merchant's account.
 *
 * <p>Imports {@code cards}, {@code cardholders} and the machinery below.
 */
@NullMarked
package com.bananacards.funding;

import org.jspecify.annotations.NullMarked;
