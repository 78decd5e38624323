package com.bananacards.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** CPU seconds as Linux counts them, user and system, of a process and all that it started. */
final class Cpu {

    /** {@code USER_HZ}: fixed for every program on Linux, whatever the kernel ticks at. */
    private static final double TICKS_A_SECOND = 100.0;

    private static final int UTIME = 11;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    private Cpu() {}

    /** Of this process, of those under it that run, and of those that ended and were waited for. */
    static double ofTree(long pid) {
        double ended;
        double sum;
        do {
            ended = ticks(pid, CUTIME, CSTIME);
            sum = ticks(pid, UTIME, CSTIME) / TICKS_A_SECOND;
            for (long child : children(pid)) {
                sum += ofTree(child);
            }
            // One that ended meanwhile would be missed, or counted twice.
        } while (ended != ticks(pid, CUTIME, CSTIME));
        return sum;
    }

    /** Those under it, also those that have ended and were not waited for yet. */
    static List<Long> children(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "task", Long.toString(pid), "children");
        try {
            return Arrays.stream(Files.readString(file).split(" "))
                    .filter(one -> !one.isBlank())
                    .map(Long::parseLong)
                    .toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Of this JVM alone. */
    static double own() {
        return ticks(ProcessHandle.current().pid(), UTIME, UTIME + 1) / TICKS_A_SECOND;
    }

    /** Of the processes that this JVM started, once they have ended. */
    static double ofEnded() {
        return ticks(ProcessHandle.current().pid(), CUTIME, CSTIME) / TICKS_A_SECOND;
    }

    private static double ticks(long pid, int first, int last) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double sum = 0;
            for (int i = first; i <= last; i++) {
                sum += Long.parseLong(fields[i]);
            }
            return sum;
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
