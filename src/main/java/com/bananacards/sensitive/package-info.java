/**
 * Ground: card numbers, PINs, and what makes it safe to have met them: sealing, fingerprints, masking.
 *
 * <p>Types here print as {@code ***}. Imports nothing of the project.
 */
@NullMarked
package com.bananacards.sensitive;

import org.jspecify.annotations.NullMarked;
