/**
 * Feature: what the issuer reports of spending. Read-only: nothing here asks the issuer for anything.
 *
 * <p>Imports {@code cards} and the machinery below.
 */
@NullMarked
package com.bananacards.transactions;

import org.jspecify.annotations.NullMarked;
