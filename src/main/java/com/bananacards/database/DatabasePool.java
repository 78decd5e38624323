package com.bananacards.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Makes the one pool. A statement on it ends in a known time, whatever becomes of the database: it is ended there, or
 * its connection is given up here. What a connection was given up for may still be committed.
 */
@Singleton
class DatabasePool implements PgPoolCreator {

    private final DatabaseConfig config;

    @Inject
    DatabasePool(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        PoolOptions pool = new PoolOptions(input.poolOptions())
                .setConnectionTimeout(Math.toIntExact(config.acquireTimeout().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .with(pool)
                .connectingTo(
                        input.pgConnectOptionsList().stream().map(this::bounded).toList())
                .withConnectHandler(this::made)
                .using(input.vertx())
                .build();
    }

    /** Closed here is given back to the pool. */
    private void made(SqlConnection connection) {
        SilenceWatch.over(connection, config.silence());
        connection.close();
    }

    private SqlConnectOptions bounded(PgConnectOptions options) {
        PgConnectOptions bounded = new PgConnectOptions(options);
        bounded.setTcpKeepAlive(true);
        bounded.setConnectTimeout(Math.toIntExact(config.acquireTimeout().toMillis()));
        set(bounded, "statement_timeout", config.statementTimeout());
        set(bounded, "idle_in_transaction_session_timeout", config.idleTransaction());
        return bounded;
    }

    /** A connection pooler in between may refuse what it does not know: what is off is not sent. */
    private static void set(PgConnectOptions options, String setting, Duration time) {
        if (time.isPositive()) {
            options.addProperty(setting, Long.toString(time.toMillis()));
        }
    }
}
