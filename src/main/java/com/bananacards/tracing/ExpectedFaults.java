package com.bananacards.tracing;

import io.quarkus.logging.LoggingFilter;

import org.jboss.logmanager.Level;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * What is expected is no error, whatever the libraries call it: a collector of traces that does not answer, a connection
 * that the database let go. Their errors are warnings here; what comes of them is told by our own code.
 */
@LoggingFilter(name = "expected-faults")
public final class ExpectedFaults implements Filter {

    private static final String UNCAUGHT = "io.quarkus.vertx.core.runtime.VertxCoreRecorder";
    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

    private static final int FRAMES = 3;
    private static final List<String> LOGGERS = List.of(
            "io.opentelemetry.",
            "io.quarkus.opentelemetry.",
            "org.hibernate.reactive.pool.impl.SqlClientConnection");

    @Override
    public boolean isLoggable(LogRecord line) {
        String logger = String.valueOf(line.getLoggerName());
        if (line.getLevel().intValue() > Level.WARN.intValue()
                && LOGGERS.stream().anyMatch(logger::startsWith)) {
            line.setLevel(Level.WARN);
        }
        return !(logger.equals(UNCAUGHT) && isLateTimeout(line.getThrown()));
    }

    /**
     * The driver's pool ends a wait for a connection that has ended already, when the database refuses connections. Who
     * waited was told why; that is in the log.
     */
    private static boolean isLateTimeout(@Nullable Throwable thrown) {
        return thrown instanceof IllegalStateException
                && Arrays.stream(thrown.getStackTrace())
                        .limit(FRAMES)
                        .anyMatch(frame -> frame.getClassName().equals(POOL));
    }
}
