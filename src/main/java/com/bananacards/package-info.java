/**
 * The service's entry: checks its settings, then starts. The rooms are the packages below; see
 * {@code docs/architecture.md}.
 */
@NullMarked
package com.bananacards;

import org.jspecify.annotations.NullMarked;
