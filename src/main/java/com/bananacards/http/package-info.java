/**
 * Ground: how every answer looks whoever gives it: problems (RFC 9457), pages, request ids, body limits.
 *
 * <p>Imports {@code sensitive}, {@code security} and {@code time}.
 */
@NullMarked
package com.bananacards.http;

import org.jspecify.annotations.NullMarked;
