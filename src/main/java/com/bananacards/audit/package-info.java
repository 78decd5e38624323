/**
 * Machinery: who was refused, and what operators did, as lines of the journal. Imports {@code journal} and the ground.
 */
@NullMarked
package com.bananacards.audit;

import org.jspecify.annotations.NullMarked;
