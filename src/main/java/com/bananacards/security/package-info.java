/**
 * Ground: who is calling and what is theirs. Imports nothing of the project but {@code http}.
 */
@NullMarked
package com.bananacards.security;

import org.jspecify.annotations.NullMarked;
