package com.bananacards.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the service's statements cost the database, by its own count: the dearest first. */
final class StatementCosts {

    private static final String DEAREST = """
        SELECT calls, rows, total_plan_time + total_exec_time AS total, total_plan_time AS planned, max_exec_time AS longest,
               shared_blks_hit / calls AS pages, wal_bytes / calls AS wal,
               left(regexp_replace(query, '\\s+', ' ', 'g'), 110) AS text
        FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid AND d.datname = 'postgres'
        WHERE query NOT LIKE '%pg_stat_statements%'
        ORDER BY total DESC LIMIT 25\
        """;

    private final Database database;

    StatementCosts(Database database) {
        this.database = database;
    }

    void begin() {
        database.update("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        database.update("SELECT pg_stat_statements_reset()");
    }

    void tell(Report report) {
        report.progress(
                "%9s %9s %10s %10s %8s %7s %8s  %s",
                "calls", "rows", "ms", "planned", "longest", "pages", "WAL", "statement");
        try (Statement statement = database.connection().createStatement();
                ResultSet row = statement.executeQuery(DEAREST)) {
            while (row.next()) {
                report.progress(
                        "%9d %9d %10.0f %10.0f %8.1f %7d %8d  %s",
                        row.getLong("calls"),
                        row.getLong("rows"),
                        row.getDouble("total"),
                        row.getDouble("planned"),
                        row.getDouble("longest"),
                        row.getLong("pages"),
                        row.getLong("wal"),
                        row.getString("text"));
            }
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
