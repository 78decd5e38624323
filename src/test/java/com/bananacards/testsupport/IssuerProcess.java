package com.bananacards.testsupport;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sandbox as a process of its own; what was packaged without it is beside the artifact. */
public final class IssuerProcess {

    private static final Path CLASSES = Path.of("target", "sandbox-classes");
    private static final Pattern NEEDED =
            Pattern.compile(".*/(vertx|netty|jackson|jctools|jspecify)[^/]*\\.jar");
    private static final String LISTENING = "sandbox listening on ";

    private final ChildProcess process;
    private final Path state;

    private IssuerProcess(ChildProcess process, Path state) {
        this.process = process;
        this.state = state;
    }

    /**
     * Starts it and waits until it listens; from then on {@link SandboxControl} speaks with it.
     *
     * @param folder where it writes what it prints and what it remembers of the time before
     */
    public static IssuerProcess start(int port, String webhookUrl, Path folder, String secret) {
        Path log = folder.resolve("issuer-" + System.nanoTime() + ".log");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SANDBOX_MERCHANT_ID", TestKeys.MERCHANT_ID);
        environment.put("SANDBOX_SECRET_KEY", secret);
        environment.put("SANDBOX_PORT", Integer.toString(port));
        environment.put("SANDBOX_WEBHOOK_URL", webhookUrl);
        Path state = folder.resolve("issuer.json");
        environment.put("SANDBOX_STATE_FILE", state.toString());
        // It is never killed, and writes its last state when it is stopped: the whole, each time.
        environment.put("SANDBOX_SAVE_AFTER_MS", "10000");
        environment.put("SANDBOX_APPROVE_AFTER_MS", "30");
        environment.put("SANDBOX_RESULT_AFTER_MS", "30");
        List<String> command = List.of(
                ServiceProcess.java(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "com.bananacards.sandbox.SandboxMain");
        ChildProcess process = ChildProcess.start(command, environment, log);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> process.printed().contains(LISTENING + url(port)));
        System.setProperty(Surroundings.SANDBOX_URL, url(port));
        return new IssuerProcess(process, state);
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static String classPath() {
        Stream<String> jars = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(NEEDED.asMatchPredicate());
        return Stream.concat(Stream.of(CLASSES.toAbsolutePath().toString()), jars)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What it made up by itself, card numbers and codes, is noted. */
    public void stop() {
        process.stop();
        Evidence.ofThisRun().noteSecretsIn(state);
    }
}
