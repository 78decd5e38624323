/**
 * Machinery: our own limits on what is asked for: caps, velocity, cool-down, approval by a second person, kinds that are
 * stopped. The issuer has none of them.
 *
 * <p>Imports {@code operations}, which asks it through {@code Rails}, and the machinery below.
 */
@NullMarked
package com.bananacards.guard;

import org.jspecify.annotations.NullMarked;
