package com.bananacards.testsupport;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A table held from outside: what needs it stands still there, at a known place. */
public final class TableLock implements AutoCloseable {

    private final Connection connection;

    TableLock(DatabaseProcess database, String table) {
        try {
            connection = database.connect();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
            }
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
