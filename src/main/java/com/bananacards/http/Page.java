package com.bananacards.http;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list, newest first.
 *
 * @param next the cursor to give back as {@code after}; null on the last page
 */
public record Page<T>(List<T> data, @Nullable String next) {

    /** A page of at most {@code limit} of the rows; one row more than the limit says that there is a next page. */
    public static <R, T> Page<T> of(
            List<R> rows, int limit, Function<R, String> cursor, Function<R, T> view) {
        List<R> shown = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() > limit ? cursor.apply(shown.getLast()) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
