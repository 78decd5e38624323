package com.bananacards.http;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.json.DecodeException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from a failure whether the database was away, or refused because a rule of its own was broken. */
public final class DatabaseFailures {

    /** SQLSTATE classes: connection, resources, operator's stop, and a transaction that may be tried again. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "40", "55", "25");

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Pattern INDEX = Pattern.compile("unique constraint \"([a-z0-9_]+)\"");
    private static final int SQLSTATE_CLASS_LENGTH = 2;

    private DatabaseFailures() {}

    /** True when trying again later can help. */
    public static boolean isDatabaseAway(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                return isAway(refused.getSqlState());
            }
            // Hibernate Reactive hands on the state in an exception of JDBC's kind
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return isAway(refused.getSQLState());
            }
            // a value that can't be decoded is our mistake, not the database's absence
            if (isConnectionTrouble(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(String state) {
        return state.length() > SQLSTATE_CLASS_LENGTH
                && AWAY.contains(state.substring(0, SQLSTATE_CLASS_LENGTH));
    }

    /** The name of the unique index that was hit, or null when the failure is another one. */
    public static @Nullable String violatedIndex(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused
                    && UNIQUE_VIOLATION.equals(refused.getSqlState())) {
                return refused.getConstraint();
            }
            if (cause instanceof ConstraintViolationException refused
                    && UNIQUE_VIOLATION.equals(refused.getSQLState())) {
                return index(refused);
            }
        }
        return null;
    }

    /** Hibernate Reactive keeps the database's words and not its exception; the index stands between quotes. */
    private static @Nullable String index(ConstraintViolationException refused) {
        Matcher words = INDEX.matcher(String.valueOf(refused.getMessage()));
        return words.find() ? words.group(1) : refused.getConstraintName();
    }

    private static boolean isConnectionTrouble(Throwable cause) {
        return cause instanceof IOException && !(cause instanceof JsonProcessingException)
                || cause instanceof TimeoutException
                || cause instanceof ClosedConnectionException
                || cause instanceof NoStackTraceThrowable
                || cause instanceof VertxException && !(cause instanceof DecodeException);
    }
}
