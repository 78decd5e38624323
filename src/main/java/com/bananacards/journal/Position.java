package com.bananacards.journal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the journal: the number of a transaction that no reader passes before the line is there, then the line's
 * own. Ordered by both, because a transaction that took its numbers early may commit late.
 */
record Position(long txid, long line) implements Comparable<Position> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    /** Before every line. */
    static final Position START = new Position(0, 0);

    static Optional<Position> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Position(
                        Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** As it stands in an event's {@code id}. */
    String text() {
        return txid + "-" + line;
    }

    @Override
    public int compareTo(Position other) {
        return txid == other.txid ? Long.compare(line, other.line) : Long.compare(txid, other.txid);
    }
}
