package com.bananacards.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Searches places that are no texts: files of any size, folders of them, and what is packed in archives. */
public final class Places {

    private static final int PIECE = 4 << 20;
    /** Longer than the longest form of a secret. */
    private static final int OVERLAP = 256;

    private static final int AROUND = 40;

    private final Search search;

    public Places(Collection<String> secrets) {
        this(secrets, List.of());
    }

    /** @param more forms that one secret alone has not, for instance a PIN behind a card number */
    public Places(Collection<String> secrets, Collection<Canary> more) {
        search = new Search(
                Stream.concat(secrets.stream().map(Canary::of), more.stream()).toList());
    }

    /** What was found, and how much was looked at. */
    public record Found(List<String> hits, long bytes) {}

    /** Every file below a folder, or one file; an archive's entries are unpacked. */
    public Found in(Path place) {
        List<String> hits = new ArrayList<>();
        long bytes = 0;
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    bytes += archive(file.toString())
                            ? entries(new ZipInputStream(in), file.toString(), hits)
                            : stream(in, file.toString(), hits);
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return new Found(hits, bytes);
    }

    public Found inText(String name, String text) {
        List<String> hits = new ArrayList<>();
        search.in(text).forEach(hit -> hits.add(shown(name, text, hit)));
        return new Found(hits, text.length());
    }

    private static boolean archive(String name) {
        return name.endsWith(".jar") || name.endsWith(".zip");
    }

    private long entries(ZipInputStream zip, String name, List<String> hits) throws IOException {
        long bytes = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String inside = name + "!" + entry.getName();
            hits.addAll(inText(name, entry.getName()).hits());
            bytes += archive(entry.getName())
                    ? entries(new ZipInputStream(zip), inside, hits)
                    : stream(zip, inside, hits);
        }
        return bytes;
    }

    private long stream(InputStream in, String name, List<String> hits) throws IOException {
        long bytes = 0;
        String before = "";
        for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
            String text = before + new String(piece, java.nio.charset.StandardCharsets.ISO_8859_1);
            search.in(text).forEach(hit -> hits.add(shown(name, text, hit)));
            before = text.substring(Math.max(0, text.length() - OVERLAP));
            bytes += piece.length;
        }
        return bytes;
    }

    private static String shown(String name, String text, Search.Hit hit) {
        int from = hit.end() - hit.needle().text().length();
        String around = text.substring(
                Math.max(0, from - AROUND), Math.min(text.length(), hit.end() + AROUND));
        return "%s (%s) in %s: %s"
                .formatted(
                        hit.needle().secret(),
                        hit.needle().form(),
                        name,
                        around.replaceAll("[^ -~]", "."));
    }
}
