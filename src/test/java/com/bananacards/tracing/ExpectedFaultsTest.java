package com.bananacards.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class ExpectedFaultsTest {

    private static final String UNCAUGHT = "io.quarkus.vertx.core.runtime.VertxCoreRecorder";

    private final ExpectedFaults filter = new ExpectedFaults();

    private static ExtLogRecord error(String logger, Throwable thrown) {
        ExtLogRecord line = new ExtLogRecord(Level.ERROR, "Uncaught", "none");
        line.setLoggerName(logger);
        line.setThrown(thrown);
        return line;
    }

    private static Throwable thrownIn(Throwable thrown, String... classes) {
        StackTraceElement[] trace = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            trace[i] = new StackTraceElement(classes[i], "fail", null, 1);
        }
        thrown.setStackTrace(trace);
        return thrown;
    }

    @Test
    void aWaitOfThePoolThatHasEndedBeforeIsNotTold() {
        Throwable late = thrownIn(
                new IllegalStateException("Result is already complete"),
                "io.vertx.core.Promise",
                "io.vertx.sqlclient.impl.pool.SqlConnectionPool");

        assertThat(filter.isLoggable(error(UNCAUGHT, late))).isFalse();
        assertThat(filter.isLoggable(error("com.bananacards.http.ProblemMappers", late)))
                .isTrue();
    }

    @Test
    void anyOtherMistakeIs() {
        Throwable ours = thrownIn(new IllegalStateException("ours"), "com.bananacards.cards.Card");
        Throwable other = thrownIn(
                new NullPointerException(), "io.vertx.sqlclient.impl.pool.SqlConnectionPool");

        assertThat(filter.isLoggable(error(UNCAUGHT, ours))).isTrue();
        assertThat(filter.isLoggable(error(UNCAUGHT, other))).isTrue();
        assertThat(error(UNCAUGHT, ours).getLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void whatALibraryExpectsToo() {
        ExtLogRecord line = error("org.hibernate.reactive.pool.impl.SqlClientConnection", null);

        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getLevel()).isEqualTo(Level.WARN);
    }
}
