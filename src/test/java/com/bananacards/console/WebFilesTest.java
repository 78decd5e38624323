package com.bananacards.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.executors.IV8Executor;
import com.caoccao.javet.values.reference.IV8Module;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        try (V8Runtime v8 = V8Host.getNodeInstance().createV8Runtime()) {
            Map<String, IV8Module> known = new HashMap<>();
            v8.setV8ModuleResolver((runtime, name, referrer) ->
                    module(runtime, known, resolved(name, referrer.getResourceName())));
            for (String name : sources(".*\\.js")) {
                module(v8, known, name).instantiate();
            }
            assertThat(known).containsKeys("app.js", "lib/preact.js", "pages/card.js");
            for (IV8Module module : List.copyOf(known.values())) {
                module.close();
            }
        }
    }

    private static String resolved(String name, String referrer) {
        Path beside = Path.of(referrer).resolveSibling(name).normalize();
        return beside.toString().replace('\\', '/');
    }

    private IV8Module module(V8Runtime v8, Map<String, IV8Module> known, String name)
            throws JavetException {
        if (!known.containsKey(name)) {
            String code = Objects.requireNonNull(files.file(name), name)
                    .content()
                    .toString(StandardCharsets.UTF_8);
            IV8Executor executor = v8.getExecutor(code).setModule(true);
            executor.getV8ScriptOrigin().setResourceName(name);
            known.put(name, executor.compileV8Module());
        }
        return known.get(name);
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
