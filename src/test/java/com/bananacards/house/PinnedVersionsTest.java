package com.bananacards.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * The same build tomorrow as today: what Maven would choose by itself is chosen in {@code pom.xml}. The enforcer holds
 * the same of the effective model in every build; this says which line is wrong.
 */
class PinnedVersionsTest {

    /** What Maven's own lifecycle binds when nobody names a version. */
    private static final Set<String> BOUND_BY_MAVEN = Set.of(
            "maven-clean-plugin",
            "maven-compiler-plugin",
            "maven-deploy-plugin",
            "maven-install-plugin",
            "maven-jar-plugin",
            "maven-resources-plugin",
            "maven-site-plugin",
            "maven-surefire-plugin");

    private final Document pom = read();

    private static Document read() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of("pom.xml").toFile());
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private List<Element> all(String name) {
        NodeList nodes = pom.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The text of a child, a property put in its place; empty when there is none. */
    private String child(Element of, String name) {
        NodeList children = of.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i).getNodeName().equals(name)) {
                String text = children.item(i).getTextContent().strip();
                return text.startsWith("${")
                        ? all(text.substring(2, text.length() - 1)).getFirst().getTextContent()
                        : text;
            }
        }
        return "";
    }

    @Test
    void everyPluginHasAVersion() {
        Set<String> pinned = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (Element plugin : all("plugin")) {
            named.add(child(plugin, "artifactId"));
            if (!child(plugin, "version").isEmpty()) {
                pinned.add(child(plugin, "artifactId"));
            }
        }
        assertThat(pinned).containsAll(named).containsAll(BOUND_BY_MAVEN);
    }

    @Test
    void noVersionIsARangeOrUnfinished() {
        for (String kind : List.of("plugin", "dependency", "path")) {
            assertThat(all(kind))
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(child(one, "version"))
                            .as(child(one, "artifactId"))
                            .doesNotContain("[", "(", ",", "SNAPSHOT", "LATEST", "RELEASE"));
        }
    }

    @Test
    void mavenItselfIsPinned() throws Exception {
        Properties wrapper = new Properties();
        try (var in = Files.newInputStream(Path.of(".mvn/wrapper/maven-wrapper.properties"))) {
            wrapper.load(in);
        }
        assertThat(wrapper.getProperty("distributionUrl"))
                .matches(".*/apache-maven-[0-9.]+-bin\\.zip");
        assertThat(wrapper.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
    }
}
