/**
 * Ground: traces, written by hand. No instrumentation of the framework's runs: it would tell paths and statements.
 * What a span says is a word of this code, a number or an id of ours. Imports nothing of the project.
 */
@NullMarked
package com.bananacards.tracing;

import org.jspecify.annotations.NullMarked;
