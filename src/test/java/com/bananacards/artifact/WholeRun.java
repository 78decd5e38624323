package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Evidence;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last check of the build, after every test and every IT: it searches what they left behind. It has a run of its
 * own in the build, and its name is one that no other run takes.
 */
class WholeRun {

    private static final Path ITS = Path.of("src/test/java/com/bananacards/artifact");
    private static final Pattern STARTED = Pattern.compile("Production\\.start\\(\\s*\"(\\w+)\"");

    private final Evidence evidence = Evidence.ofThisRun();

    @Test
    void noCardNumberAndNoPinOfAnyTestIsInAnyTableOrInAnyLog() throws IOException {
        Set<String> names = evidence.sources().stream()
                .map(WholeRun::nameOfTheRun)
                .collect(Collectors.toCollection(TreeSet::new));
        System.out.printf(
                "Searched for %d card numbers and %d PINs in %d tables' dumps and logs, of %s%n",
                evidence.cardNumbers().size(),
                evidence.pins().size(),
                evidence.sources().size(),
                names);
        if (everythingWasRun()) {
            assertThat(names).contains("tests").containsAll(productions());
            assertThat(evidence.cardNumbers()).isNotEmpty();
            assertThat(evidence.pins()).isNotEmpty();
        }
        List<String> leaks = evidence.leaks();
        assertThat(leaks).as("%d leaks, of them", leaks.size()).isEmpty();
    }

    /** Who asks for single tests has the evidence of those: all that they announced must be there. */
    private static boolean everythingWasRun() {
        return System.getProperty("test") == null && System.getProperty("it.test") == null;
    }

    /** A database's dump and the log of the tests are named after the run; else it is the log's folder. */
    private static String nameOfTheRun(Path source) {
        String name = source.getFileName().toString();
        return (name.equals("service.log") ? source.getParent().getFileName().toString() : name)
                .replaceAll("-.*", "");
    }

    /** Every service that an IT starts as in production, as the sources say. */
    private static Set<String> productions() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(ITS)) {
            for (Path file : files.toList()) {
                STARTED.matcher(Files.readString(file))
                        .results()
                        .forEach(start -> names.add(start.group(1)));
            }
        }
        assertThat(names).contains("walk", "leak");
        return names;
    }
}
