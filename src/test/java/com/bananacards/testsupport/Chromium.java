package com.bananacards.testsupport;

import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's Chromium and its driver: found, or installed where that is allowed. Nothing else is ever downloaded. */
public final class Chromium {

    private static final List<String> PACKAGES =
            List.of("chromium", "chromium-driver", "fonts-inter");
    private static final Path APT = Path.of("/usr/bin/apt-get");
    private static final Duration INSTALLING = Duration.ofMinutes(10);
    private static final Duration UP = Duration.ofSeconds(30);

    private Chromium() {}

    /** Skips the calling test, loudly and by its name, where there is no browser and none can be had. */
    public static void orSkip(String test) {
        if (!isThere()) {
            String missing = test + " IS SKIPPED: there is no " + browser() + " with " + driver()
                    + ". Install Debian's packages " + PACKAGES + ", or name others with -Dchromium"
                    + " and -Dchromedriver.";
            System.err.println("\n" + missing + "\n");
            Assumptions.abort(missing);
        }
    }

    /** True when there is a browser, if need be after it was installed. */
    public static boolean isThere() {
        if (!isInstalled() && Files.isExecutable(APT) && isRoot()) {
            apt("update");
            Stream.concat(Stream.of("install", "-y"), PACKAGES.stream())
                    .reduce((one, other) -> one + " " + other)
                    .ifPresent(Chromium::apt);
        }
        return isInstalled();
    }

    private static boolean isInstalled() {
        return Files.isExecutable(browser()) && Files.isExecutable(driver());
    }

    static Path browser() {
        return Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
    }

    private static Path driver() {
        return Path.of(System.getProperty("chromedriver", "/usr/bin/chromedriver"));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void apt(String arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Stream.concat(Stream.of(APT.toString(), "-qq"), Stream.of(arguments.split(" ")))
                            .toList());
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.inheritIO().start();
            if (!process.waitFor(INSTALLING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException notToBeHad) {
            // Whether it worked is looked at afterwards.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Starts the driver on a port of its own and waits until it listens. */
    static ChildProcess startDriver(int port, Path folder) {
        ChildProcess driver = ChildProcess.start(
                List.of(driver().toString(), "--port=" + port),
                Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString()),
                folder.resolve("chromedriver.log"));
        await().atMost(UP)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> driver.printed().contains("started successfully"));
        return driver;
    }
}
