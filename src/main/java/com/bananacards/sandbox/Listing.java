package com.bananacards.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The filters that lists have in common: skip, limit, search, dates, order_by, desc, and equality.
 *
 * <p>Formats and defaults are not documented. Here: ten rows, oldest first; dates as RFC 3339
 * times, or as days in UTC, the last day included.
 */
final class Listing {

    /** A row as it is shown, what it is filtered by, and when it came to be. */
    record Line(JsonObject wire, JsonObject keys, long at) {

        boolean sortable(String member) {
            return TIME.contains(member) || keys.containsKey(member);
        }
    }

    private static final long ROWS = 10;
    private static final long ROWS_AT_MOST = 1_000;
    private static final String BY_TIME = "created_at";
    private static final Set<String> TIME = Set.of("occur_time", BY_TIME);

    private final Fields in;
    private final List<String> equal;

    Listing(Fields in, String... equal) {
        this.in = in;
        this.equal = List.of(equal);
    }

    JsonObject page(Stream<Line> lines) {
        long skip = in.optionalId("skip").orElse(0L);
        long limit = in.optionalId("limit").orElse(ROWS);
        Reason.FILTER_VALUE.unless(skip >= 0 && limit >= 1 && limit <= ROWS_AT_MOST);
        List<Line> found = chosen(lines).sorted(order()).toList();
        JsonArray data = new JsonArray();
        found.stream().skip(skip).limit(limit).forEach(line -> data.add(line.wire()));
        return new JsonObject().put("data", data).put("total", found.size());
    }

    private Stream<Line> chosen(Stream<Line> lines) {
        long from = in.optionalText("start_date").map(text -> time(text, 0)).orElse(Long.MIN_VALUE);
        long to = in.optionalText("end_date").map(text -> time(text, 1)).orElse(Long.MAX_VALUE);
        String search = in.optionalText("search").orElse("");
        String sort = sort();
        return lines.peek(line -> Reason.FILTER_VALUE.unless(line.sortable(sort)))
                .filter(line -> line.at() >= from && line.at() <= to)
                .filter(line -> equal.stream().allMatch(member -> same(line, member)))
                .filter(line -> search.isEmpty() || line.wire().encode().contains(search));
    }

    private boolean same(Line line, String member) {
        if (!in.has(member)) {
            return true;
        }
        boolean number = line.keys().getValue(member) instanceof Long;
        Object wanted = number || member.endsWith("_id") ? (Object) in.id(member) : in.text(member);
        return wanted.equals(line.keys().getValue(member));
    }

    /** A day as an end means its last millisecond. */
    private static long time(String text, int dayEnd) {
        try {
            if (text.length() == "2026-01-31".length()) {
                LocalDate day = LocalDate.parse(text).plusDays(dayEnd);
                return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() - dayEnd;
            }
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.toEpochMilli();
        } catch (DateTimeException wrong) {
            throw Reason.FILTER_VALUE.refusal();
        }
    }

    private String sort() {
        return in.optionalText("order_by").orElse(BY_TIME);
    }

    private Comparator<Line> order() {
        String member = sort();
        Comparator<Line> order = Comparator.comparingLong(Line::at);
        if (!TIME.contains(member)) {
            order = Comparator.comparing((Line line) -> number(line, member))
                    .thenComparing(line -> String.valueOf(line.keys().getValue(member)));
        }
        return in.flag("desc", false) ? order.reversed() : order;
    }

    /** Texts all count as zero and are then told apart by their letters. */
    private static BigDecimal number(Line line, String member) {
        Object value = line.keys().getValue(member);
        return value instanceof Number ? new BigDecimal(value.toString()) : BigDecimal.ZERO;
    }
}
