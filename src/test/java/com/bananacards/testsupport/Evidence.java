package com.bananacards.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a test run leaves behind to be searched for leaks: every table and every log, and the card numbers, PINs and
 * one-time codes that were used. What will be left is announced before it is there, so that what is missing is missed.
 */
public final class Evidence {

    private static final Evidence OF_THIS_RUN = new Evidence(Path.of("target", "leaks"));
    private static final String TABLES = ".tables";
    /** Flyway's, which the service makes before any other: a dump without it is of nothing. */
    private static final String FIRST_TABLE = "public.flyway_schema_history ";

    private static final int SHOWN_AROUND = 60;

    private final Path secretsFile;
    private final Path sourcesFile;
    private final Path folder;
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    /** Of a run of its own, for instance one in which something is planted. */
    public Evidence(Path folder) {
        this.folder = folder.toAbsolutePath();
        secretsFile = this.folder.resolve("secrets.txt");
        sourcesFile = this.folder.resolve("sources.txt");
    }

    /** Of this build: gathered by all its tests, emptied before the first of them. */
    public static Evidence ofThisRun() {
        return OF_THIS_RUN;
    }

    /** Notes what a test sends. */
    public void noteSecretsIn(String text) {
        Secrets.in(text).forEach(secret -> note(secretsFile, secret));
    }

    /** Notes what the issuer remembers, also of numbers and codes that it made up. */
    public void noteSecretsIn(Path issuersState) {
        noteSecretsIn(read(issuersState));
    }

    /** Announces that a database will be dumped under this name. */
    public void announceTables(String name) {
        note(sourcesFile, folder.resolve(name + TABLES).toString());
    }

    /** Keeps what was in the database that was announced. */
    public void keepTables(String name, String dump) {
        write(folder.resolve(name + TABLES), dump, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Announces a log. */
    public void announceLog(Path log) {
        note(sourcesFile, log.toAbsolutePath().toString());
    }

    /** A place here for a log that has none of its own. */
    public Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private synchronized void note(Path file, String line) {
        if (noted.add(file + line)) {
            write(file, line + "\n", StandardOpenOption.APPEND);
        }
    }

    private static void write(Path file, String text, StandardOpenOption how) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE, how);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** The tables and logs that were announced. */
    public Set<Path> sources() {
        Set<Path> sources = new TreeSet<>();
        lines(sourcesFile).forEach(line -> sources.add(Path.of(line)));
        return sources;
    }

    /** The card numbers that were used. */
    public List<String> cardNumbers() {
        return lines(secretsFile).stream().filter(Secrets::isCardNumber).toList();
    }

    /** The PINs and one-time codes that were used. */
    public List<String> pins() {
        return lines(secretsFile).stream()
                .filter(one -> !Secrets.isCardNumber(one))
                .toList();
    }

    private static Set<String> lines(Path file) {
        return new TreeSet<>(Files.exists(file) ? read(file).lines().toList() : List.of());
    }

    /** Letter by letter, whatever the bytes are. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /**
     * Where a secret came to light, and in which form.
     *
     * @throws AssertionError when something that was announced is not there or is empty
     */
    public List<String> leaks() {
        Search search = new Search(lines(secretsFile).stream().map(Canary::of).toList());
        List<String> leaks = new ArrayList<>();
        for (Path source : sources()) {
            String text = textOf(source);
            search.in(text).forEach(hit -> leaks.add(shown(source, text, hit)));
        }
        return leaks;
    }

    private static String textOf(Path source) {
        String text = Files.exists(source) ? read(source) : "";
        if (text.isBlank()) {
            throw new AssertionError("missing or empty, so nobody knows what leaked: " + source);
        }
        if (source.toString().endsWith(TABLES) && !text.contains(FIRST_TABLE)) {
            throw new AssertionError("the dump lacks the service's tables: " + source);
        }
        return text;
    }

    private static String shown(Path source, String text, Search.Hit hit) {
        int from = hit.end() - hit.needle().text().length();
        String around = text.substring(
                Math.max(0, from - SHOWN_AROUND),
                Math.min(text.length(), hit.end() + SHOWN_AROUND));
        return "%s (%s) in %s: …%s…"
                .formatted(
                        hit.needle().secret(),
                        hit.needle().form(),
                        source,
                        around.replaceAll("\\s+", " "));
    }
}
