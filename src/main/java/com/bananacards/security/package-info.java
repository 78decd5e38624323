/**
 * Ground: who is calling and what is theirs. {@link com.bananacards.security.Owned} is the one door from a caller
 * to rows. Imports nothing of the project but {@code http} and {@code sensitive}.
 */
@NullMarked
package com.bananacards.security;

import org.jspecify.annotations.NullMarked;
