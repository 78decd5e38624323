package com.bananacards.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

class EvidenceTest {

    private static final String NUMBER = "5218364907718325";
    private static final String PIN = "904617";
    private static final String GOOD_TABLES = "public.flyway_schema_history (1,1,...)\n";

    @TempDir
    Path folder;

    private Evidence evidence;
    private Path log;

    @BeforeEach
    void aRunThatUsedOneCardNumberAndOnePin() throws IOException {
        evidence = new Evidence(folder);
        evidence.noteSecretsIn("{\"card_number\":\"" + NUMBER + "\", \"pin\":\"" + PIN + "\"}");
        evidence.announceTables("db");
        evidence.keepTables("db", GOOD_TABLES);
        log = evidence.log("service");
        evidence.announceLog(log);
        Files.writeString(log, "started\n");
    }

    @Test
    void aCleanRunHasNoLeaks() {
        assertThat(evidence.cardNumbers()).containsExactly(NUMBER);
        assertThat(evidence.pins()).containsExactly(PIN);
        assertThat(evidence.leaks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, PIN})
    void whatIsPlantedInATableOrInALogIsFoundInPlainBase64AndHex(String secret) throws IOException {
        byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
        String planted = "a " + secret + " b " + HexFormat.of().formatHex(bytes) + " c "
                + Base64.getEncoder().encodeToString(bytes) + "\n";
        evidence.keepTables("db", GOOD_TABLES + "public.planted " + planted);
        assertThat(evidence.leaks())
                .anyMatch(leak -> leak.startsWith(secret + " (plain) in " + folder + "/db.tables"))
                .anyMatch(leak -> leak.startsWith(secret + " (hex) in "))
                .anyMatch(leak -> leak.startsWith(secret + " (base64 after 0) in "));

        evidence.keepTables("db", GOOD_TABLES);
        Files.writeString(log, planted);
        assertThat(evidence.leaks())
                .anyMatch(leak -> leak.startsWith(secret + " (plain) in " + log))
                .anyMatch(leak -> leak.startsWith(secret + " (hex) in "))
                .anyMatch(leak -> leak.startsWith(secret + " (base64 after 0) in "));
    }

    @Test
    void aDatabaseThatWasAnnouncedAndNotDumpedIsMissed() {
        evidence.announceTables("another");

        assertThatThrownBy(evidence::leaks)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("missing or empty")
                .hasMessageContaining("another.tables");
    }

    @Test
    void aLogWithNothingInItIsMissed() throws IOException {
        Files.writeString(log, "");

        assertThatThrownBy(evidence::leaks)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("service.log");
    }

    @Test
    void aDumpWithoutTheServicesTablesIsNone() {
        evidence.keepTables("db", "public.other (1)\n");

        assertThatThrownBy(evidence::leaks)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lacks the service's tables");
    }
}
