package com.bananacards.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A PostgreSQL of a test's own that keeps what it committed (fsync is on) and can be away for a while. */
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
                    .setServerConfig("synchronous_commit", "on")
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

    /** Ends at once, as in a crash: what is not committed is gone, and the next start recovers from the log. */
    public void crash() {
        // Asked once: its file of the process id goes with it.
        ProcessHandle main = postmaster();
        signal("QUIT", List.of(main));
        main.onExit().join();
        try {
            postgres.close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Stands still with all its connections open, until {@link #resume}. */
    public void pause() {
        ProcessHandle main = postmaster();
        signal("STOP", List.of(main));
        signal("STOP", main.descendants().toList());
    }

    public void resume() {
        ProcessHandle main = postmaster();
        signal("CONT", main.descendants().toList());
        signal("CONT", List.of(main));
    }

    /** Cuts every other connection, preferably in the middle of a transaction. @return how many were in one */
    public long cutConnections() {
        return rows(
                        "SELECT pg_terminate_backend(pid), xact_start IS NOT NULL AS busy FROM"
                                + " pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type"
                                + " = 'client backend'",
                        row -> row.getBoolean("busy"))
                .stream()
                .filter(busy -> busy)
                .count();
    }

    private ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        String pids = processes.stream().map(one -> " " + one.pid()).collect(Collectors.joining());
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + pids).start().waitFor();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
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
        return rows(sql, row -> row.getString(1));
    }

    /** Makes something of the row that the result set stands at. */
    public interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> rows(String sql, RowReader<T> reader) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
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
