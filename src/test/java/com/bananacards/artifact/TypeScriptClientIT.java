package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Evidence;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.TestKeys;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.TypeScript;
import com.caoccao.javet.exceptions.JavetException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A client generated from {@code docs/openapi.yaml} compiles, strictly, and takes the README's walks. */
class TypeScriptClientIT {

    private static final Path FOLDER = Path.of("target/typescript");

    private static Production production;

    @BeforeAll
    static void start() {
        production =
                Production.start("typescript", Map.of("SENSITIVE_JWE_KEYS", TestKeys.browserKey()));
        Evidence.ofThisRun().noteSecretsIn("9412867350194286 {\"pin\": 123456} {\"pin\": 918273}");
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void theGeneratedClientCompilesAndTakesTheWalks() throws IOException, JavetException {
        Files.copy(
                Path.of("src/test/typescript/walk.ts"),
                FOLDER.resolve("walk.ts"),
                StandardCopyOption.REPLACE_EXISTING);
        try (TypeScript typescript = new TypeScript(FOLDER)) {
            assertThat(typescript.compile("walk.ts")).isEmpty();

            assertThat(typescript.run(
                            "walk.js",
                            "walk",
                            production.url(),
                            Tokens.merchant(),
                            SandboxControl.url() + "/control"))
                    .isEqualTo("physical ACTIVE, virtual CLOSED");
        }
    }
}
