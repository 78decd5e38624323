package com.bananacards.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL of a test's own, and in it a fresh database for each of its tests, migrated as far as was asked for. For a
 * static member with {@code @RegisterExtension}.
 */
public final class OwnDatabases implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private static final String FIRST = "postgres";

    private final String target;
    private EmbeddedPostgres postgres;
    private int made;
    private String database = FIRST;

    /** @param target the last migration of each database, or {@code latest} */
    public OwnDatabases(String target) {
        this.target = target;
    }

    @Override
    public void beforeAll(ExtensionContext test) throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("autovacuum", "off") // nobody cleans up between two looks
                .start();
    }

    /** From now on everything is about a new database. */
    @Override
    public void beforeEach(ExtensionContext test) {
        database = FIRST;
        String name = "d" + ++made;
        run("CREATE DATABASE " + name);
        database = name;
        migrate(target);
    }

    @Override
    public void afterAll(ExtensionContext test) throws IOException {
        postgres.close();
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
}
