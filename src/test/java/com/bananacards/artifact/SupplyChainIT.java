package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The bill of materials that the build wrote: all that is in the artifact, under licences that we may use. */
class SupplyChainIT {

    private static final Pattern BILL =
            Pattern.compile("bananacards-.*-dependency-cyclonedx\\.json");
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
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path newest = files.filter(
                            file -> BILL.matcher(file.getFileName().toString()).matches())
                    .findFirst()
                    .orElseThrow();
            bill = new ObjectMapper().readTree(newest.toFile());
        }
    }

    /** What is in the artifact, but for our own code. */
    private static Stream<JsonNode> components() {
        List<JsonNode> components = new ArrayList<>();
        bill.path("components").forEach(components::add);
        return components.stream()
                .filter(one -> one.path("properties").toString().contains("\"runtime\""))
                .filter(one -> !one.path("group").asText().equals("com.bananacards"));
    }

    /** As a library's file is named. */
    private static String name(JsonNode component) {
        return component.path("group").asText() + "." + component.path("name").asText() + "-"
                + component.path("version").asText();
    }

    @Test
    void everyLibraryOfTheArtifactIsInTheBill() throws IOException {
        Map<String, String> billed = components()
                .collect(Collectors.toMap(
                        SupplyChainIT::name, SupplyChainIT::sha256, (one, other) -> one + other));
        Set<String> unbilled = new TreeSet<>();
        int packaged = 0;
        try (Stream<Path> files = Files.walk(LIBRARIES)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                packaged++;
                String file = jar.getFileName().toString().replaceAll("\\.jar$", "");
                if (!isBilled(file, jar, billed) && !isPartOfABilledOne(file, jar, billed)) {
                    unbilled.add(file);
                }
            }
        }
        System.out.printf("%d libraries packaged, %d components billed%n", packaged, billed.size());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(packaged).isGreaterThan(100);
        assertThat(unbilled).isEmpty();
    }

    private static boolean isBilled(String file, Path jar, Map<String, String> billed)
            throws IOException {
        String digest = sha256(jar);
        return billed.entrySet().stream()
                .anyMatch(one -> isNamed(file, one.getKey()) && one.getValue().contains(digest));
    }

    /** Quarkus leaves classes out of a few libraries that would ask for others. What it packages is the library's own. */
    private static boolean isPartOfABilledOne(String file, Path jar, Map<String, String> billed)
            throws IOException {
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path whole = Path.of(path);
            if (path.endsWith(".jar")
                    && file.endsWith("." + whole.getFileName().toString().replaceAll("\\.jar$", ""))
                    && isBilled(file, whole, billed)) {
                return entries(whole).entrySet().containsAll(entries(jar).entrySet());
            }
        }
        return false;
    }

    /** What is in a library, as its length and check sum tell. */
    private static Map<String, String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .collect(Collectors.toMap(
                            ZipEntry::getName, entry -> entry.getSize() + " " + entry.getCrc()));
        }
    }

    /** A classifier may follow. */
    private static boolean isNamed(String file, String name) {
        return file.equals(name) || file.startsWith(name + "-");
    }

    private static String sha256(JsonNode component) {
        StringBuilder digest = new StringBuilder();
        component.path("hashes").forEach(hash -> {
            if (hash.path("alg").asText().equals("SHA-256")) {
                digest.append(hash.path("content").asText());
            }
        });
        return digest.toString();
    }

    private static String sha256(Path jar) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
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
    }
}
