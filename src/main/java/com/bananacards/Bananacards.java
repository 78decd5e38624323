package com.bananacards;

import com.bananacards.http.HeadDeadlines;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

import java.util.List;

/**
 * Starts the service; in production only with every setting it needs, naming all that is missing at once. With the one
 * argument {@code health} it only asks a service that runs already whether it is ready, and exits with 0 if so.
 */
@QuarkusMain
public final class Bananacards {

    private static final int BAD_SETTINGS = 78;

    Bananacards() {}

    @SuppressWarnings("SystemOut") // logging is not up yet, and the operator must see this
    public static void main(String... args) {
        if (args.length == 1 && args[0].equals("health")) {
            System.exit(
                    ReadinessQuestion.isAnsweredYes(System.getenv("QUARKUS_HTTP_PORT")) ? 0 : 1);
        }
        // Before the first server is made: Netty looks at it once.
        System.setProperty(HeadDeadlines.EXTENSIONS, HeadDeadlines.FOUND_AS_SERVICES);
        List<String> faults = isForDevelopment() ? List.of() : RequiredSettings.faults();
        if (faults.isEmpty()) {
            Quarkus.run(args);
        } else {
            System.err.println("Bananacards can't start, settings are missing or wrong (see README,"
                    + " Settings):\n"
                    + "  "
                    + String.join("\n  ", faults));
            System.exit(BAD_SETTINGS);
        }
    }

    /** Dev mode brings its own settings; the packaged artifact does not have it. */
    private static boolean isForDevelopment() {
        return Bananacards.class.getResource("devmode/DevConfig.class") != null;
    }
}
