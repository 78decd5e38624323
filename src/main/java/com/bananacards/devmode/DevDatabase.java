package com.bananacards.devmode;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The developer's PostgreSQL: embedded, its data kept between starts. One for the whole process: dev mode loads this
 * class anew at each reload, so a system property remembers it.
 */
final class DevDatabase {

    private static final String RUNNING = "bananacards.devmode.database-port";
    private static final int PORT_LINE = 3;

    private DevDatabase() {}

    /** The port of the running database, started when it is not yet. */
    static synchronized int port(Path folder) {
        String running = System.getProperty(RUNNING);
        if (running != null) {
            return Integer.parseInt(running);
        }
        int port = start(folder.resolve("postgres").toAbsolutePath());
        System.setProperty(RUNNING, Integer.toString(port));
        return port;
    }

    private static int start(Path data) {
        Integer leftOver = leftOver(data.resolve("postmaster.pid"));
        if (leftOver != null) {
            return leftOver;
        }
        try {
            Files.createDirectories(data.getParent());
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .start();
            return postgres.getPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(
                    "the embedded PostgreSQL does not start in " + data, cause);
        }
    }

    /** A process that was killed leaves its database running: it is used again. */
    private static @Nullable Integer leftOver(Path pidFile) {
        try {
            if (!Files.exists(pidFile)) {
                return null;
            }
            List<String> lines = Files.readAllLines(pidFile);
            long pid = Long.parseLong(lines.getFirst().strip());
            boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Integer.valueOf(lines.get(PORT_LINE).strip()) : null;
        } catch (IOException | NumberFormatException unreadable) {
            return null;
        }
    }
}
