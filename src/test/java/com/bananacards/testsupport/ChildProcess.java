package com.bananacards.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process started by a test, with no other environment than it is given; what it prints is added to a file. Ends
 * with the test's own JVM at the latest.
 */
public final class ChildProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param log made with its folder when it is not there */
    public static ChildProcess start(List<String> command, Map<String, String> env, Path log) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(log.getParent().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().clear();
            builder.environment().putAll(env);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ChildProcess(process, log);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** SIGTERM, and does not wait. */
    public void beginStop() {
        process.destroy();
    }

    /** SIGSTOP: it does nothing until it is {@link #resume resumed}. */
    public void pause() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", name, Long.toString(pid())).start().waitFor();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** SIGTERM, and waits until it is gone. */
    public int stop() {
        process.destroy();
        return exitCode();
    }

    /** Waits for the end of the process. */
    public int exitCode() {
        if (!endsWithin(PATIENCE)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE + ":\n" + printed());
        }
        return process.exitValue();
    }

    /** Waits for the end of the process, no longer than this; true when it ended. */
    public boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** All that was ever printed to the file of this process, also by those before it. */
    public String printed() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
