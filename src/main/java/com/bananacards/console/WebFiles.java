package com.bananacards.console;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The console's files as the artifact holds them, read once. All but the page itself are in a folder that is named
 * after the content of all of them, so that browsers may keep them for good and never mix two versions.
 */
final class WebFiles {

    private static final String ROOT = "console/";
    private static final String LIST = "files.txt";
    private static final String PAGE = "index.html";
    private static final String PLACE_OF_FOLDER = "__FOLDER__";

    /** Preact and htm in one module, from the mvnpm artifact; its version stands in pom.xml. */
    private static final String PREACT = "lib/preact.js";

    private static final String PREACT_IN_JAR =
            "META-INF/resources/_static/htm/3.1.1/preact/standalone.module.js";

    private final Map<String, WebFile> files = new LinkedHashMap<>();
    private final String folder;
    private final WebFile page;

    WebFiles() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String name : text(ROOT + LIST).split("\n")) {
            all.writeBytes(add(name, read(ROOT + name)));
        }
        all.writeBytes(add(PREACT, read(PREACT_IN_JAR)));
        folder = WebDigest.of(all.toByteArray());
        page = WebFile.of(
                PAGE,
                text(ROOT + PAGE)
                        .replace(PLACE_OF_FOLDER, "/console/" + folder)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private byte[] add(String name, byte[] content) {
        files.put(name, WebFile.of(name, content));
        return content;
    }

    /** The page that starts the console. */
    WebFile page() {
        return page;
    }

    /** The name of the folder that the page takes its files from. */
    String folder() {
        return folder;
    }

    /** A file of the folder, {@code pages/card.js}. */
    @Nullable
    WebFile file(String name) {
        return files.get(name);
    }

    private static String text(String resource) {
        return new String(read(resource), StandardCharsets.UTF_8);
    }

    private static byte[] read(String resource) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the artifact lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
