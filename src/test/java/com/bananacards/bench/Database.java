package com.bananacards.bench;

import com.bananacards.testsupport.Surroundings;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/** A PostgreSQL that keeps what it committed: one for the service and for pgbench. */
final class Database implements AutoCloseable {

    /** What is not a default of PostgreSQL's; pgbench and the service have the same. */
    static final String SETTINGS = "fsync=on, synchronous_commit=on, full_page_writes=on,"
            + " shared_buffers=1GB, min_wal_size=2GB, max_wal_size=4GB, track_commit_timestamp=on";

    /** Of 16 MB: as many as PostgreSQL keeps, by {@code min_wal_size}. */
    private static final int SEGMENTS = 127;

    private static final long LOOK = 10_000_000;
    private static final long PATIENCE = 180_000_000_000L;

    private final EmbeddedPostgres postgres;
    private final Path data;
    private final int port = Surroundings.freePort();
    private final Connection connection;

    /** @param statements whether PostgreSQL counts what each statement costs */
    Database(Path folder, boolean statements) {
        data = folder.resolve("postgres").toAbsolutePath();
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setServerConfig("max_connections", "120");
            for (String setting : SETTINGS.split(", ")) {
                String[] pair = setting.split("=");
                builder.setServerConfig(pair[0], pair[1]);
            }
            if (statements) {
                builder.setServerConfig("shared_preload_libraries", "pg_stat_statements");
                builder.setServerConfig("pg_stat_statements.track_planning", "on");
            }
            postgres = builder.start();
            connection = open();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        update("CREATE DATABASE peer");
    }

    /** One more connection, to the service's database. */
    Connection open() {
        return open("postgres");
    }

    Connection open(String name) {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/" + name, "postgres", "postgres");
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    double cpu() {
        return Cpu.ofTree(pid());
    }

    /**
     * As it is after hours: the next segments of its log are old ones, used again. A new one is written and synced
     * whole first, and all commits wait for that, which happens once in the life of a database and not once a second.
     */
    void hasRunForHours() {
        for (int segment = 0; segment < SEGMENTS; segment++) {
            update("SELECT pg_logical_emit_message(true, 'bench', 'x'), pg_switch_wal()");
        }
        update("CHECKPOINT");
    }

    void update(String sql) {
        update(connection, sql);
    }

    static void update(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    /** The one number that this query answers. */
    long number(String sql) {
        return number(connection, sql);
    }

    static long number(Connection connection, String sql) {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    double decimal(String sql) {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    /** Looks until the number is right. */
    long await(String sql, LongPredicate right) {
        long until = System.nanoTime() + PATIENCE;
        long number = number(sql);
        while (!right.test(number)) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("still " + number + ": " + sql);
            }
            LockSupport.parkNanos(LOOK);
            number = number(sql);
        }
        return number;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
            postgres.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
