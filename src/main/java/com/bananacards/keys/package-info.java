/**
 * Entry: the keys of this service as others see them: the public one for browsers, and for the operator which are in
 * use, what depends on them, and which may go.
 */
@NullMarked
package com.bananacards.keys;

import org.jspecify.annotations.NullMarked;
