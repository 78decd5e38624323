package com.bananacards.testsupport;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Everything in every table of every schema, one row a line; bytes are shown in hexadecimal and as the text they may be. */
final class TableDump {

    /** A table that nobody lets go of is an error, and no reason to wait for ever. */
    private static final String PATIENCE = "SET lock_timeout = '20s'";

    /** For each table the query of its rows. */
    private static final String QUERIES = """
        SELECT format('SELECT concat_ws('' '', %L, t::text%s) FROM %I.%I t',
                n.nspname || '.' || c.relname,
                (SELECT string_agg(format(', encode(t.%I, ''escape'')', a.attname), '')
                    FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        AND a.atttypid = 'bytea'::regtype),
                n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm')
                AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
            ORDER BY n.nspname, c.relname
        """;

    private TableDump() {}

    static String of(Connection connection) throws SQLException {
        StringBuilder dump = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            for (String query : column(statement, QUERIES)) {
                column(statement, query).forEach(row -> dump.append(row).append('\n'));
            }
        }
        return dump.toString();
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> column = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                column.add(rows.getString(1));
            }
        }
        return column;
    }
}
