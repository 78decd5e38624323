package com.bananacards.house;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The API's description is a file that clients are generated from; it says what the code does. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ApiDocumentTest {

    private static final Path FILE = Path.of("docs/openapi.yaml");

    @Test
    void theFileSaysWhatTheServiceSays() throws IOException {
        String served = given().queryParam("format", "yaml").get("/q/openapi").asString();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, served);
        }
        assertThat(Files.readString(FILE))
                .as("run the test with -Ddocs.write=true")
                .isEqualTo(served);
    }
}
