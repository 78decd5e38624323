package com.bananacards.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of a test's own that keeps its promises (fsync is on) and can be away for a while. */
public final class DatabaseProcess {

    private final Path data;
    private final String name;
    private final int port = Surroundings.freePort();
    private EmbeddedPostgres postgres;

    private DatabaseProcess(Path data) {
        this.data = data;
        name = data.getParent().getFileName().toString();
    }

    public static DatabaseProcess start(Path data) {
        DatabaseProcess database = new DatabaseProcess(data.toAbsolutePath());
        Evidence.ofThisRun().announceTables(database.name);
        database.start();
        return database;
    }

    /** Starts it again, on the same port and with the same data. */
    public void start() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("max_connections", "60")
                    .start();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** What was in it is kept as evidence. */
    public void stop() {
        Evidence.ofThisRun().keepTables(name, dump());
        try {
            postgres.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Where its files are, and its log of what is being written. */
    public Path data() {
        return data;
    }

    public int port() {
        return port;
    }

    /** A connection as the service's own user. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
    }

    /** The first column of every row, as text. */
    public List<String> column(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    /** Holds a table so that nobody else reads or writes it, until it is closed. */
    public TableLock lock(String table) {
        return new TableLock(this, table);
    }

    /** True when somebody waits for a lock. */
    public boolean somebodyWaits() {
        return !column("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .isEmpty();
    }

    /** Ends those who wait for a lock, as if the network had cut them off: their work is undone. */
    public void endWaiting() {
        column("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE wait_event_type"
                + " = 'Lock'");
    }

    /** True when a statement that begins so waits for a lock. */
    public boolean waits(String statement) {
        return column("SELECT query FROM pg_stat_activity WHERE wait_event_type = 'Lock'").stream()
                .anyMatch(query -> query.strip().startsWith(statement));
    }

    /** Everything in every table, see {@link TableDump}. */
    public String dump() {
        try (Connection connection = connect()) {
            return TableDump.of(connection);
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
