package com.bananacards.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One format for all sources. A test, because the formatter parses with the compiler of the JVM it runs on: tests run
 * on the JDK that the sources are written for, Maven itself may not. {@code -Dformat.apply=true} rewrites instead.
 */
class FormatTest {

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.AOSP)
            .build());

    @Test
    void everySourceIsFormatted() throws IOException {
        List<String> unformatted = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                check(source, unformatted);
            }
        }
        assertThat(unformatted)
                .as("run ./mvnw test -Dtest=FormatTest -Dformat.apply=true")
                .isEmpty();
    }

    private void check(Path source, List<String> unformatted) throws IOException {
        String written = Files.readString(source);
        String formatted = format(source, written);
        if (!written.equals(formatted) && Boolean.getBoolean("format.apply")) {
            Files.writeString(source, formatted);
        } else if (!written.equals(formatted)) {
            unformatted.add(source.toString());
        }
    }

    private String format(Path source, String written) {
        try {
            return formatter.formatSourceAndFixImports(written);
        } catch (FormatterException unparsable) {
            throw new IllegalStateException(source.toString(), unparsable);
        }
    }
}
