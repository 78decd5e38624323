/**
 * What the OpenAPI document says of every operation alike: problems, headers, links, which members are always there.
 * Runs when the service is built, never in the running service.
 */
@NullMarked
package com.bananacards.http.description;

import org.jspecify.annotations.NullMarked;
