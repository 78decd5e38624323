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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The packaged service as a process in production mode, set by environment variables alone: the native executable
 * when there is one at {@code native.image.path}, else the jar on the JDK that runs the tests.
 */
public final class ServiceProcess {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration UP = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ChildProcess process;
    private final int port;

    private ServiceProcess(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it and waits until it is ready. */
    public static ServiceProcess start(Map<String, String> environment, Path log) {
        int port = Integer.parseInt(environment.get("QUARKUS_HTTP_PORT"));
        ServiceProcess service = new ServiceProcess(launch(environment, log), port);
        await().atMost(UP).pollInterval(LOOK).until(service::isUpOrGone);
        if (!service.process.isAlive()) {
            throw new AssertionError("the service did not start:\n" + service.process.printed());
        }
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
            return List.of(nativeImage().toAbsolutePath().toString());
        }
        return List.of(
                java(),
                "-Xmx" + System.getProperty("service.heap", "256m"),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toAbsolutePath().toString());
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

    public int stop() {
        return process.stop();
    }

    public String printed() {
        return process.printed();
    }
}
