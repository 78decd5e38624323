package com.bananacards.bench;

import com.bananacards.testsupport.ChildProcess;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.Surroundings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The packaged service as a process with production's settings, and with the detector of blocked event loops on. */
final class Service implements AutoCloseable {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern BLOCKED =
            Pattern.compile("vert\\.x-eventloop[^\"]*? has been blocked for (\\d+) ms");
    private static final long LOOK = 50_000_000;
    private static final long PATIENCE = 120_000_000_000L;

    private final ChildProcess process;
    private final Path log;
    private final int port;
    private final List<Lines> warming = new ArrayList<>();

    private Service(ChildProcess process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param artifact a native executable, or the jar that a JVM runs
     * @param prefix what stands before the command, such as {@code taskset -c 0}
     */
    static Service start(
            Path artifact,
            List<String> prefix,
            List<String> options,
            Map<String, String> environment,
            Path folder) {
        Path log = folder.resolve("service.log").toAbsolutePath();
        List<String> command = new ArrayList<>(prefix);
        if (artifact.toString().endsWith(".jar")) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-jar", artifact.toAbsolutePath().toString()));
        } else {
            command.add(artifact.toAbsolutePath().toString());
            options.stream().filter(one -> one.startsWith("-Xmx")).forEach(command::add);
        }
        int port = Integer.parseInt(environment.get("QUARKUS_HTTP_PORT"));
        Service service = new Service(ChildProcess.start(command, environment, log), log, port);
        service.awaitReady();
        return service;
    }

    /** Required settings, and what keeps work that is not measured out of the way. */
    static Map<String, String> environment(int databasePort, String issuer) {
        Map<String, String> all =
                ServiceProcess.environment(Surroundings.freePort(), databasePort, issuer);
        // Those of tests that are faster than production's.
        for (String name : List.of(
                "SETTLEMENT_FIRST_CHECK",
                "SETTLEMENT_NOT_DONE_AFTER",
                "SETTLEMENT_NOT_MOVED_AFTER",
                "RECONCILIATION_EVERY",
                "JOURNAL_STREAM_HEARTBEAT")) {
            all.remove(name);
        }
        // The cards of the bench are unknown to the issuer: nobody is to ask for them.
        all.put("RECONCILIATION_CARD_CHECK_EVERY", "P30D");
        all.put("LIMITS_CALLER_REQUESTS", "10000000");
        all.put("QUARKUS_VERTX_MAX_EVENT_LOOP_EXECUTE_TIME", "50MS");
        // This is also how often the detector looks.
        all.put("QUARKUS_VERTX_WARNING_EXCEPTION_TIME", "10MS");
        return all;
    }

    private void awaitReady() {
        long until = System.nanoTime() + PATIENCE;
        while (readiness() != 200) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException("the service did not start:\n" + process.printed());
            }
            LockSupport.parkNanos(LOOK);
        }
    }

    private int readiness() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notUp) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    double cpu() {
        return Cpu.ofTree(pid());
    }

    /** MiB of memory that it has, as Linux counts it. */
    double resident() {
        try {
            Matcher matcher = RESIDENT.matcher(
                    Files.readString(Path.of("/proc", Long.toString(pid()), "status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024.0 : Double.NaN;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** What the detector says meanwhile is not counted: a JVM loads classes and compiles when they are first needed. */
    void warmsUp(Runnable work) {
        long from = said().count();
        work.run();
        warming.add(new Lines(from, said().count()));
    }

    /** The same for all that was said up to now. */
    void warmedUp() {
        warming.add(new Lines(0, said().count()));
    }

    /** For how many milliseconds an event loop was blocked, each time that the detector said so, while it was warm. */
    List<Long> blocked() {
        List<String> lines = said().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> warming.stream().noneMatch(cold -> cold.has(line)))
                .mapToObj(line -> BLOCKED.matcher(lines.get(line)))
                .filter(Matcher::find)
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
    }

    /** Lines of the log: from the first, before the second. */
    private record Lines(long from, long to) {

        boolean has(long line) {
            return line >= from && line < to;
        }
    }

    private Stream<String> said() {
        try {
            return Files.readAllLines(log).stream();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.kill();
    }
}
