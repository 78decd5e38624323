/**
 * Entry: receives the issuer's webhooks, verifies and stores them, and applies them at its own pace.
 *
 * <p>Door and apply side meet only in the table: the door answers once a delivery is committed, the worker claims it,
 * opens it and routes its fact to the room that owns it. Imports every floor below.
 */
@NullMarked
package com.bananacards.webhooks;

import org.jspecify.annotations.NullMarked;
