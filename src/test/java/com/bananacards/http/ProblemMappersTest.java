package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.smallrye.mutiny.CompositeException;
import io.vertx.sqlclient.ClosedConnectionException;

import org.junit.jupiter.api.Test;

class ProblemMappersTest {

    private final Throwable refused = Problem.of(ProblemType.UNKNOWN_CARDHOLDER);
    private final Throwable lost = ClosedConnectionException.INSTANCE;

    @Test
    void whatWentWrongFirstIsAnswered() {
        assertThat(ProblemMappers.first(new CompositeException(refused, lost))).isSameAs(refused);
        assertThat(ProblemMappers.first(new CompositeException(lost, refused))).isSameAs(lost);
        assertThat(ProblemMappers.first(
                        new ArcUndeclaredThrowableException(new CompositeException(refused, lost))))
                .isSameAs(refused);
    }

    @Test
    void aCauseOfOneFailureIsNotAnotherFailure() {
        Throwable mistake = new IllegalStateException("ours", refused);

        assertThat(ProblemMappers.first(mistake)).isSameAs(mistake);
    }
}
