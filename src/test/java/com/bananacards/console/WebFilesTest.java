package com.bananacards.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The console's files: all there, small, and modules that a browser can link. */
class WebFilesTest {

    private static final Path SOURCES = Path.of("src/main/resources/console");
    private static final int FILE_LINES = 200;
    private static final int COLUMNS = 180;

    private final WebFiles files = new WebFiles();

    private static List<String> sources(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.matches(ending))
                    .sorted()
                    .toList();
        }
    }

    /** The list is what the artifact is read by: who adds a file adds its name. */
    @Test
    void theListNamesEveryFile() throws IOException {
        assertThat(Files.readAllLines(SOURCES.resolve("files.txt")))
                .isEqualTo(sources(".*\\.(js|css|svg)"));
    }

    @Test
    void theyAreSmallAndWithoutStylesOrScriptsInThePage() throws IOException {
        for (String name : sources(".*\\.(js|css|html)")) {
            List<String> lines = Files.readAllLines(SOURCES.resolve(name));
            assertThat(lines).as(name).hasSizeLessThanOrEqualTo(FILE_LINES);
            assertThat(lines.stream().filter(line -> line.length() > COLUMNS))
                    .as(name)
                    .isEmpty();
            assertThat(String.join("\n", lines))
                    .as(name)
                    .doesNotContain("style=", "innerHTML", "eval(", "new Function")
                    .doesNotContainPattern("https?://(?!www\\.w3\\.org/)");
        }
        assertThat(files.page().content().toString()).doesNotContainPattern("<script[^>]*>[^<]");
    }

    /** V8 itself reads every module and looks for each name that one takes from another. */
    @Test
    void aBrowserCanLinkEveryModule() throws IOException, JavetException {
        try (WebModules modules = new WebModules()) {
            for (String name : sources(".*\\.js")) {
                modules.link(name);
            }
            assertThat(modules.reached()).contains("app.js", "lib/preact.js", "pages/card.js");
        }
    }

    @Test
    void anotherContentIsInAnotherFolder() {
        assertThat(files.folder()).matches(Pattern.compile("[0-9a-f]{24}"));
        assertThat(files.page().content().toString())
                .contains("/console/" + files.folder() + "/app.js")
                .doesNotContain("__FOLDER__");
        assertThat(new ArrayList<>(List.of(files.file("app.js"), files.file("css/tokens.css"))))
                .doesNotContainNull();
        assertThat(files.file("../application.properties")).isNull();
        assertThat(files.file("index.html")).isNull();
    }
}
