package com.bananacards.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prometheus' own programs: those that are installed, else those of Debian's package {@code prometheus}, unpacked below
 * {@code target}. Where neither can be had, the tests that need them are skipped and say so by name.
 */
public final class PrometheusTools {

    private static final Path UNPACKED = Path.of("target", "prometheus");
    private static final int PATIENCE = 120;

    private PrometheusTools() {}

    /** The path of {@code promtool} or {@code prometheus}; empty when it can't be had. */
    public static synchronized Optional<Path> find(String program) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .or(() -> unpacked(program));
        if (found.isEmpty()) {
            System.out.printf(
                    "SKIPPED: %s is not there and Debian's package prometheus can't be had%n",
                    program);
        }
        return found;
    }

    private static Optional<Path> unpacked(String program) {
        Path path = UNPACKED.resolve("usr").resolve("bin").resolve(program);
        if (!Files.isExecutable(path)) {
            unpack();
        }
        return Files.isExecutable(path) ? Optional.of(path.toAbsolutePath()) : Optional.empty();
    }

    private static void unpack() {
        try {
            Files.createDirectories(UNPACKED);
            if (run(List.of("apt-get", "download", "prometheus")) != 0) {
                return;
            }
            try (Stream<Path> files = Files.list(UNPACKED)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".deb")).toList()) {
                    run(List.of("dpkg-deb", "-x", file.getFileName().toString(), "."));
                }
            }
        } catch (IOException noApt) {
            System.out.println("Debian's package prometheus can't be had: " + noApt.getMessage());
        }
    }

    private static int run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(UNPACKED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            return 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** What a program prints; it must end well. */
    public static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new AssertionError(printed);
            }
            return printed;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
