/**
 * Ground: the one clock and the ids that are ordered by it. Imports nothing of the project.
 */
@NullMarked
package com.bananacards.time;

import org.jspecify.annotations.NullMarked;
