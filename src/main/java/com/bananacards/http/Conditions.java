package com.bananacards.http;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The conditions of one list, as a query with numbered parameters. */
public final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private Conditions() {}

    public static Conditions none() {
        return new Conditions();
    }

    /** Narrows to rows whose {@code member} equals the value, when there is one. */
    public Conditions where(String member, Optional<?> value) {
        value.ifPresent(wanted -> add(member + " =", wanted));
        return this;
    }

    /**
     * The same, with the value written into the query: an index on only some values of a member is used for a query
     * that says which value it is, and not for one that says it later.
     */
    public <E extends Enum<E>> Conditions literally(String member, Optional<E> value) {
        value.ifPresent(wanted -> conditions.add(
                member + " = " + wanted.getDeclaringClass().getName() + "." + wanted.name()));
        return this;
    }

    /** Narrows to what a condition says; each {@code ?} of it takes the next value. */
    public Conditions that(String condition, Object... wanted) {
        StringBuilder numbered = new StringBuilder();
        int next = values.size();
        for (char one : condition.toCharArray()) {
            numbered.append(one);
            if (one == '?') {
                numbered.append(++next);
            }
        }
        values.addAll(List.of(wanted));
        conditions.add(numbered.toString());
        return this;
    }

    /** Narrows to what is older than the cursor. */
    public Conditions after(@Nullable UUID cursor) {
        if (cursor != null) {
            add("id <", cursor);
        }
        return this;
    }

    /** The query, newest first. */
    public String newestFirst() {
        return (conditions.isEmpty() ? "" : text() + " ") + "order by id desc";
    }

    /** The conditions alone, in no order of rows. */
    public String text() {
        return String.join(" and ", conditions);
    }

    /** True when every row is meant. */
    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    public Object[] values() {
        return values.toArray();
    }

    private void add(String condition, Object value) {
        values.add(value);
        conditions.add(condition + " ?" + values.size());
    }
}
