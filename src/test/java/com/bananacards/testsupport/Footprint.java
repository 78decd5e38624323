package com.bananacards.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process takes of the machine, in KiB.
 *
 * @param resident memory that it has, as Linux counts it
 * @param heap of a JVM what is in use after a collection; 0 of a native executable
 */
public record Footprint(long resident, long heap) {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of this process now, after its garbage was collected. */
    public static Footprint of(ServiceProcess service, Path folder) {
        boolean virtualMachine = !ServiceProcess.isNative();
        long heap = 0;
        if (virtualMachine) {
            ask(service, "GC.run", folder);
            heap = number(USED, ask(service, "GC.heap_info", folder));
        }
        return new Footprint(number(RESIDENT, status(service.pid())), heap);
    }

    /** What is left in the memory of this JVM after a collection, as a file in this folder. */
    public static Path heapDump(ServiceProcess service, Path folder) {
        Path file = folder.resolve("service.hprof").toAbsolutePath();
        ask(service, "GC.run", folder);
        ask(service, "GC.heap_dump", folder, file.toString());
        return file;
    }

    private static String status(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String ask(
            ServiceProcess service, String question, Path folder, String... details) {
        Path answer = folder.resolve(question + "-" + System.nanoTime());
        List<String> command =
                new ArrayList<>(List.of(JCMD.toString(), Long.toString(service.pid()), question));
        command.addAll(List.of(details));
        ChildProcess jcmd = ChildProcess.start(command, Map.of(), answer);
        if (!jcmd.endsWithin(PATIENCE)) {
            jcmd.kill();
        }
        return jcmd.printed();
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in:\n" + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
