package com.bananacards.tracing;

import io.quarkus.logging.LoggingFilter;

import org.jboss.logmanager.Level;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

/** A collector of traces that does not answer is no mistake here: its exporter's errors are warnings. */
@LoggingFilter(name = "collector-away")
public final class CollectorAway implements Filter {

    @Override
    public boolean isLoggable(LogRecord line) {
        String logger = String.valueOf(line.getLoggerName());
        boolean exporter = logger.startsWith("io.opentelemetry.")
                || logger.startsWith("io.quarkus.opentelemetry.");
        if (exporter && line.getLevel().intValue() > Level.WARN.intValue()) {
            line.setLevel(Level.WARN);
        }
        return true;
    }
}
