package com.bananacards.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A real Chromium without a window, with a new profile, driven as a person would: by what can be read and clicked. */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    /** The key, as WebDriver writes it. */
    public static final String ENTER = "\uE007";

    private static final int TALLEST = 2_600;

    private final ChildProcess process;
    private final WebDriver driver;
    private int width = 1440;
    private boolean dark;

    private Browser(ChildProcess process, WebDriver driver) {
        this.process = process;
        this.driver = driver;
    }

    public static Browser start() {
        Path folder = Path.of("target", "it", "browser-" + UUID.randomUUID()).toAbsolutePath();
        int port = Surroundings.freePort();
        ChildProcess process = Chromium.startDriver(port, folder);
        List<String> arguments = List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"));
        Map<String, Object> options =
                Map.of("binary", Chromium.browser().toString(), "args", arguments);
        Map<String, Object> capabilities = Map.of(
                "browserName",
                "chrome",
                "goog:chromeOptions",
                options,
                "goog:loggingPrefs",
                Map.of("browser", "ALL"));
        Browser browser =
                new Browser(process, new WebDriver("http://127.0.0.1:" + port, capabilities));
        browser.looks(1440, false);
        return browser;
    }

    /** Takes this width in CSS pixels, and these colours. */
    public void looks(int wide, boolean inTheDark) {
        width = wide;
        dark = inTheDark;
        height(900);
        tool(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        tool("Emulation.setTimezoneOverride", Map.of("timezoneId", "Europe/Berlin"));
        tool("Emulation.setLocaleOverride", Map.of("locale", "en-GB"));
    }

    private void height(int high) {
        tool(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", high, "deviceScaleFactor", 1, "mobile", false));
    }

    private JsonNode tool(String command, Map<String, ?> parameters) {
        return driver.post("/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    public void open(String url) {
        driver.post("/url", Map.of("url", url));
    }

    /** Another page of the console, without loading it anew. */
    public void go(String hash) {
        run("location.hash = arguments[0]", hash);
    }

    public JsonNode run(String script, Object... arguments) {
        return driver.post("/execute/sync", Map.of("script", script, "args", List.of(arguments)));
    }

    /** All that can be read on the page. */
    public String text() {
        return run("return document.body.innerText").asText();
    }

    /** Waits until these can be read, without loading the page anew. */
    public void awaits(String... texts) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertThat(text()).contains(texts));
    }

    /** Waits until this can't be read any more. */
    public void awaitsGone(String text) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(() -> assertThat(text()).doesNotContain(text));
    }

    /** Waits until there is such an element, and gives back what can be read in it. */
    public String awaitsElement(String css) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> run("return !!document.querySelector(arguments[0])", css)
                        .asBoolean());
        return run("return document.querySelector(arguments[0]).innerText", css).asText();
    }

    /** Clicks what reads so: a button or a link. */
    public void click(String name) {
        String path =
                "//*[self::button or self::a][not(@disabled)][normalize-space(.)='" + name + "']";
        clickAt("xpath", path);
    }

    public void clickOn(String css) {
        clickAt("css selector", css);
    }

    private void clickAt(String how, String what) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .untilAsserted(
                        () -> driver.post("/element/" + find(how, what) + "/click", Map.of()));
    }

    public void type(String css, String text) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .untilAsserted(() -> driver.post(
                        "/element/" + find("css selector", css) + "/value", Map.of("text", text)));
    }

    /** Presses keys, one after the other, wherever the focus is. */
    public void press(String keys) {
        List<Map<String, String>> presses = keys.chars()
                .mapToObj(Character::toString)
                .flatMap(key -> Stream.of(
                        Map.of("type", "keyDown", "value", key),
                        Map.of("type", "keyUp", "value", key)))
                .toList();
        driver.post(
                "/actions",
                Map.of(
                        "actions",
                        List.of(Map.of("type", "key", "id", "keyboard", "actions", presses))));
    }

    private String find(String how, String what) {
        return driver.post("/element", Map.of("using", how, "value", what))
                .path(ELEMENT)
                .asText();
    }

    /** What the browser complains of since the last look: policies broken, scripts failed, files missing. */
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        driver.post("/se/log", Map.of("type", "browser"))
                .forEach(one -> all.add(
                        one.path("level").asText() + " " + one.path("message").asText()));
        return all;
    }

    /** What axe-core holds against the page, for WCAG 2.2 AA and by its own best practices. */
    public List<String> axe() {
        String axe = resource("axe.min.js");
        // In a world of its own: the page's policy lets nobody write a script into it.
        run(axe + "\nwindow.axe = axe;");
        JsonNode violations = driver.post(
                "/execute/async",
                Map.of(
                        "script",
                        "const done = arguments[0]; axe.run(document, {resultTypes:"
                            + " ['violations']}).then(({violations}) =>"
                            + " done(violations.flatMap((one) => one.nodes.map((node) =>"
                            + " `${one.id}: ${node.html} ${node.failureSummary}`))), (failure) =>"
                            + " done([String(failure)]))",
                        "args",
                        List.of()));
        return StreamSupport.stream(violations.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = Browser.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** True when something is wider than the window. */
    public boolean overflows() {
        return run("return document.documentElement.scrollWidth > innerWidth").asBoolean();
    }

    /** The whole page as a picture. */
    public void picture(Path file) {
        int high = run("return document.documentElement.scrollHeight").asInt();
        height(Math.clamp(high, 640, TALLEST));
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file, Base64.getDecoder().decode(driver.get("/screenshot").asText()));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        height(900);
    }

    @Override
    public void close() {
        driver.end();
        process.stop();
    }
}
