package com.bananacards.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.LifecycleDocument;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class LifecycleDocumentTest {

    private static final Path FILE = Path.of("docs/card-lifecycle.md");

    @Test
    void theLifecycleDocumentIsDrawnByTheCode() throws IOException {
        String drawn = LifecycleDocument.draw();
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, drawn);
        }
        assertThat(FILE)
                .as("run ./mvnw test -Dtest=LifecycleDocumentTest -Ddocs.write=true")
                .exists()
                .hasContent(drawn);
    }
}
