package com.bananacards.sensitive;

import java.util.List;

/** A room's rows that a fingerprint key has made, told as SQL. */
public interface TracedRows {

    /** Counts them: columns {@code key}, null for rows that do not say which key made them, and {@code n}. */
    String count();

    /** Statements that each write the key {@code $1} into up to {@code $2} of the rows that do not say. */
    List<String> name();
}
