/**
 * Development only: an embedded PostgreSQL, fresh keys, the sandbox on the same port, tokens, and a banner that says
 * what to type next. Removed from the production artifact, together with {@code sandbox}.
 */
@NullMarked
package com.bananacards.devmode;

import org.jspecify.annotations.NullMarked;
