package com.bananacards.testsupport;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The packaged service as a process in production mode, set by environment variables alone: the native executable
 * when there is one at {@code native.image.path}, else the jar on the JDK that runs the tests.
 */
public final class ServiceProcess {

    /** For the JVM: what its image gives it, too. */
    public static final String IMAGE_OPTIONS =
            "@" + Path.of("src", "main", "docker", "jvm.options").toAbsolutePath();

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration UP = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ChildProcess process;
    private final int port;
    private final String madeAs;
    private Duration startedIn = Duration.ZERO;
    private long residentAtStart;

    private ServiceProcess(List<String> command, ChildProcess process, int port) {
        this.process = process;
        this.port = port;
        madeAs = command.getFirst().equals(java()) ? "JVM" : "native";
    }

    /** Starts it and waits until it is ready. */
    public static ServiceProcess start(Map<String, String> environment, Path log) {
        return start(command(), environment, log);
    }

    /** The same of the version before this one, where {@code previous.jar} says it is; else of this one. */
    public static ServiceProcess startPrevious(Map<String, String> environment, Path log) {
        String jar = System.getProperty("previous.jar");
        return start(jar == null ? command() : command(Path.of(jar)), environment, log);
    }

    /**
     * The same on the JVM, also where a native executable is tested: with {@code jvm.options}, without the AOT cache that
     * the image has.
     */
    public static ServiceProcess startOnTheJvm(Map<String, String> environment, Path log) {
        Path executable = nativeImage();
        Path sources = executable.resolveSibling(
                executable.getFileName().toString().replace("-runner", "-native-image-source-jar"));
        Path compiledFrom = sources.resolve(executable.getFileName() + ".jar");
        return start(shipped(Files.exists(JAR) ? JAR : compiledFrom), environment, log);
    }

    /** Runs it with one argument, as a command. */
    public static ChildProcess ask(String argument, Map<String, String> environment) {
        List<String> command = new ArrayList<>(command());
        command.add(argument);
        Path log = Path.of("target", "it", argument + "-" + UUID.randomUUID(), "service.log");
        return ChildProcess.start(command, environment, log.toAbsolutePath());
    }

    private static ServiceProcess start(
            List<String> command, Map<String, String> environment, Path log) {
        int port = Integer.parseInt(environment.get("QUARKUS_HTTP_PORT"));
        Evidence.ofThisRun().announceLog(log);
        long begun = System.nanoTime();
        ChildProcess process = ChildProcess.start(command, environment, log);
        ServiceProcess service = new ServiceProcess(command, process, port);
        await().atMost(UP).pollInterval(LOOK).until(service::isUpOrGone);
        if (!service.process.isAlive()) {
            throw new AssertionError("the service did not start:\n" + service.process.printed());
        }
        service.startedIn = Duration.ofNanos(System.nanoTime() - begun);
        service.residentAtStart = Footprint.resident(service);
        return service;
    }

    /** Starts it, whatever becomes of it. */
    public static ChildProcess launch(Map<String, String> environment, Path log) {
        Evidence.ofThisRun().announceLog(log);
        return ChildProcess.start(command(), environment, log);
    }

    /** Where the native executable is, or would be. */
    public static Path nativeImage() {
        return Path.of(System.getProperty("native.image.path", "target/no-native-image"));
    }

    /** True when what is started is the native executable. */
    public static boolean isNative() {
        return Files.isExecutable(nativeImage());
    }

    private static List<String> command() {
        if (isNative()) {
            return List.of(nativeImage().toAbsolutePath().toString(), heap());
        }
        return command(JAR);
    }

    /** With the simpler compiler alone: a test ends before the better one would have paid. */
    private static List<String> command(Path jar) {
        return command(jar, "-XX:TieredStopAtLevel=1");
    }

    private static List<String> shipped(Path jar) {
        return command(jar, IMAGE_OPTIONS);
    }

    private static List<String> command(Path jar, String option) {
        return List.of(java(), heap(), option, "-jar", jar.toAbsolutePath().toString());
    }

    private static String heap() {
        return "-Xmx" + System.getProperty("service.heap", "256m");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The required settings as environment variables. */
    public static Map<String, String> environment(int port, int databasePort, String issuerUrl) {
        Map<String, String> environment = new LinkedHashMap<>();
        Surroundings.settings(port, databasePort, issuerUrl)
                .forEach((property, value) -> environment.put(variable(property), value));
        environment.remove("QUARKUS_HTTP_TEST_PORT");
        return environment;
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private boolean isUpOrGone() {
        return !process.isAlive() || readiness() == 200;
    }

    /** Status of the readiness check; 0 when nobody answers. */
    public int readiness() {
        URI uri = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(UP).build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notUp) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** {@code native} or {@code JVM}. */
    public String madeAs() {
        return madeAs;
    }

    /** From its launch to the first time that it said it was ready. */
    public Duration startedIn() {
        return startedIn;
    }

    /** Memory that it had then, in KiB. */
    public long residentAtStart() {
        return residentAtStart;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean endsWithin(Duration time) {
        return process.endsWithin(time);
    }

    public void kill() {
        process.kill();
    }

    /** SIGTERM, and does not wait. */
    public void beginStop() {
        process.beginStop();
    }

    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    public int stop() {
        return process.stop();
    }

    public String printed() {
        return process.printed();
    }
}
