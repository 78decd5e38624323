package com.bananacards.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.flywaydb.core.Flyway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of a test's own, and in it a fresh database for each of its tests. */
public final class OwnDatabases implements AutoCloseable {

    private static final String FIRST = "postgres";

    private final EmbeddedPostgres postgres;
    private int made;
    private String database = FIRST;

    public OwnDatabases() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("autovacuum", "off") // nobody cleans up between two looks
                    .start();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** From now on everything is about a new, empty database. */
    public void fresh() {
        database = FIRST;
        String name = "d" + ++made;
        run("CREATE DATABASE " + name);
        database = name;
    }

    /** @param target the last migration, or {@code latest} */
    public void migrate(String target) {
        Flyway.configure()
                .dataSource(url(), "postgres", "postgres")
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    /** The first column of what this answers. */
    public List<String> run(String sql) {
        try (Connection connection = connect()) {
            return run(connection, sql);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause.getMessage(), cause);
        }
    }

    public static List<String> run(Connection connection, String sql) throws SQLException {
        List<String> column = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        column.add(rows.getString(1));
                    }
                }
            }
        }
        return column;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
