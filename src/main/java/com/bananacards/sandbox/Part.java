package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

/** A piece of the sandbox's memory that can be saved, read back and emptied. */
interface Part {

    JsonObject save();

    void load(JsonObject saved);

    void reset();
}
