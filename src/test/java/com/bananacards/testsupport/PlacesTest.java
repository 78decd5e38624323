package com.bananacards.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What is planted in a file, however large and however packed, is found. */
class PlacesTest {

    private static final String NUMBER = "5218364907718325";
    private static final String PIN = "904617";

    @TempDir
    Path folder;

    private final Places places = new Places(List.of(NUMBER, PIN));

    @Test
    void aSecretIsFoundWhereverItStandsInALargeFile() throws IOException {
        byte[] large = new byte[9 << 20];
        for (int at : new int[] {0, (4 << 20) - 8, (4 << 20) + 3, large.length - 16}) {
            byte[] planted = large.clone();
            System.arraycopy(NUMBER.getBytes(StandardCharsets.US_ASCII), 0, planted, at, 16);
            Path file = Files.write(folder.resolve("large"), planted);

            assertThat(places.in(file).hits()).as("at %d", at).isNotEmpty();
        }
    }

    @Test
    void aSecretIsFoundPackedWithinAnArchiveWithinAnArchive() throws IOException {
        Path inner = folder.resolve("inner.jar");
        zip(inner, "a.class", ("x" + PIN + "y").getBytes(StandardCharsets.US_ASCII));
        Path outer = folder.resolve("outer.zip");
        zip(outer, "inner.jar", Files.readAllBytes(inner));
        Files.delete(inner);

        assertThat(new String(Files.readAllBytes(outer), StandardCharsets.ISO_8859_1))
                .doesNotContain(PIN);
        assertThat(places.in(folder).hits())
                .singleElement()
                .asString()
                .startsWith(PIN + " (plain) in " + outer + "!inner.jar!a.class");
    }

    @Test
    void aNumberIsFoundInTwoDigitsAByteAndInTwoBytesALetter() throws IOException {
        Path file = folder.resolve("file");

        Files.write(file, HexFormat.of().parseHex("00" + NUMBER + "00"));
        assertThat(places.in(file).hits()).singleElement().asString().contains("(BCD)");
        for (var letters : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            Files.write(file, ("\"" + NUMBER + "\"").getBytes(letters));
            assertThat(places.in(file).hits())
                    .singleElement()
                    .asString()
                    .contains("(two bytes a letter)");
        }
    }

    @Test
    void whatIsNotPlantedIsNotFound() throws IOException {
        Files.writeString(folder.resolve("clean"), "last4 8325");

        Places.Found found = places.in(folder);

        assertThat(found.hits()).isEmpty();
        assertThat(found.bytes()).isEqualTo(10);
    }

    private static void zip(Path file, String name, byte[] content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
    }
}
