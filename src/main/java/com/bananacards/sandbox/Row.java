package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

/** One row of a {@link Table}: it has a number and can be written down. */
interface Row {

    long id();

    /** Everything needed to read the row back. */
    JsonObject toJson();
}
