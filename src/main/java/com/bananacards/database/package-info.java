/**
 * How this service is connected to its database: no caller waits for ever for one that does not answer. Imports no other
 * room.
 */
@NullMarked
package com.bananacards.database;

import org.jspecify.annotations.NullMarked;
