package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bill of materials that the build wrote: all that is in the artifact, under licences that we may use. */
class SupplyChainIT {

    private static final Path BILL = Path.of("target", "bananacards-sbom.json");
    private static final Path LIBRARIES = Path.of("target", "quarkus-app", "lib");

    /** Licences that ask for no more than to be named, and those of Java's own platform. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-1.0",
            "EPL-2.0",
            "GPL-2.0-with-classpath-exception",
            "CC0-1.0",
            "Public Domain");

    private static JsonNode bill;

    @BeforeAll
    static void read() throws IOException {
        bill = new ObjectMapper().readTree(BILL.toFile());
    }

    private static Stream<JsonNode> components() {
        List<JsonNode> components = new ArrayList<>();
        bill.path("components").forEach(components::add);
        return components.stream();
    }

    private static String name(JsonNode component) {
        return component.path("name").asText() + "-" + component.path("version").asText();
    }

    @Test
    void everyLibraryOfTheArtifactIsInTheBill() throws IOException {
        Set<String> billed = components().map(SupplyChainIT::name).collect(Collectors.toSet());
        Set<String> unbilled = new TreeSet<>();
        int packaged = 0;
        try (Stream<Path> files = Files.walk(LIBRARIES)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                packaged++;
                String file = jar.getFileName().toString().replaceAll("\\.jar$", "");
                if (billed.stream().noneMatch(name -> isNamed(file, name))) {
                    unbilled.add(file);
                }
            }
        }
        System.out.printf("%d libraries packaged, %d components billed%n", packaged, billed.size());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(packaged).isGreaterThan(100);
        assertThat(unbilled).isEmpty();
    }

    /** In the artifact the group stands before the name, and a classifier may follow. */
    private static boolean isNamed(String file, String name) {
        return file.endsWith("." + name) || file.equals(name) || file.contains("." + name + "-");
    }

    @Test
    void everyLicenceIsOneThatWeMayUse() {
        Map<String, Set<String>> others = new HashMap<>();
        components().forEach(component -> {
            Set<String> licences = licences(component);
            if (licences.stream().noneMatch(ALLOWED::contains)) {
                others.put(name(component), licences);
            }
        });
        assertThat(others).isEmpty();
    }

    private static Set<String> licences(JsonNode component) {
        Set<String> licences = new TreeSet<>();
        component.path("licenses").forEach(one -> {
            JsonNode licence = one.path("license");
            String id = licence.path("id").asText(licence.path("name").asText());
            licences.add(id.isEmpty() ? one.path("expression").asText() : id);
        });
        return licences;
    }

    @Test
    void nothingInTheArtifactIsUnfinished() {
        assertThat(components().map(SupplyChainIT::name))
                .noneMatch(name -> name.endsWith("SNAPSHOT"));
        assertThat(components()).allMatch(one -> one.path("hashes").size() > 0);
    }
}
