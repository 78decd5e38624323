package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.ChildProcess;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.TestKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A setting that is missing or wrong stops the start at once, with one message that names them all. */
class SettingsIT {

    static final List<String> REQUIRED = List.of(
            "QUARKUS_DATASOURCE_REACTIVE_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "BANANATECH_BASE_URL",
            "BANANATECH_MERCHANT_ID",
            "BANANATECH_SECRET_KEYS",
            "SENSITIVE_DATA_KEYS",
            "SENSITIVE_FINGERPRINT_KEY",
            "QUARKUS_OIDC_PUBLIC_KEY");

    private static final String MESSAGE = "settings are missing or wrong";

    /** Nobody listens at these ports: the start must not come so far as to look. */
    private final Map<String, String> good = ServiceProcess.environment(
            Surroundings.freePort(),
            Surroundings.freePort(),
            "http://127.0.0.1:" + Surroundings.freePort());

    @Test
    void withNoSettingsTheOneMessageNamesEveryKey() {
        String printed = refused(Map.of());

        assertThat(printed).contains(REQUIRED).contains("QUARKUS_OIDC_AUTH_SERVER_URL");
    }

    @ParameterizedTest
    @FieldSource("REQUIRED")
    void withOneMissingTheMessageNamesThisOneAndNoOther(String key) {
        Map<String, String> settings = new LinkedHashMap<>(good);
        settings.remove(key);

        String printed = refused(settings);

        assertThat(printed).contains(key + " ").contains("missing");
        assertThat(REQUIRED).filteredOn(printed::contains).containsExactly(key);
    }

    @ParameterizedTest
    @CsvSource({
        "QUARKUS_DATASOURCE_REACTIVE_URL, mysql://127.0.0.1:1/db",
        "QUARKUS_DATASOURCE_REACTIVE_URL, jdbc:postgresql://127.0.0.1:1/db",
        "BANANATECH_BASE_URL, http://127.0.0.1:1/",
        "BANANATECH_BASE_URL, bananatech.example.com",
        "BANANATECH_MERCHANT_ID, 0b4a0a6e-0000-4000-8000",
        "BANANATECH_SECRET_KEYS, fifteen-bytes-x",
        "SENSITIVE_DATA_KEYS, key-1:c2hvcnQta2V5LXBsYW50ZWQ=",
        "SENSITIVE_DATA_KEYS, planted-without-id",
        "SENSITIVE_FINGERPRINT_KEY, cGxhbnRlZC1zaG9ydC1rZXk=",
        "SENSITIVE_FINGERPRINT_KEY, '%%% planted, no base64 %%%'",
    })
    void aWrongValueIsRefusedByNameAndASecretOneIsNotPrinted(String key, String value) {
        Map<String, String> settings = new LinkedHashMap<>(good);
        settings.put(key, value);

        String printed = refused(settings);

        assertThat(printed).contains(key + " is wrong");
        assertThat(REQUIRED).filteredOn(printed::contains).containsExactly(key);
        if (key.startsWith("SENSITIVE") || key.endsWith("SECRET_KEYS")) {
            assertThat(printed).doesNotContain(value).doesNotContain("planted");
        }
    }

    @Test
    void tracesNeedAnAddressTheyAreSentTo() {
        Map<String, String> settings = new LinkedHashMap<>(good);
        settings.put("QUARKUS_OTEL_SDK_DISABLED", "false");

        assertThat(refused(settings)).contains("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT is missing");
    }

    @Test
    void missingAndWrongOnesAreNamedTogether() {
        Map<String, String> settings = new LinkedHashMap<>(good);
        settings.remove("BANANATECH_MERCHANT_ID");
        settings.put("BANANATECH_SECRET_KEYS", TestKeys.SECRET + ",fifteen-bytes-x");
        settings.put("QUARKUS_DATASOURCE_USERNAME", " ");

        String printed = refused(settings);

        assertThat(printed)
                .contains("BANANATECH_MERCHANT_ID is missing")
                .contains("BANANATECH_SECRET_KEYS is wrong")
                .contains("QUARKUS_DATASOURCE_USERNAME is missing");
    }

    private static String refused(Map<String, String> settings) {
        Path log = Path.of("target", "it", "settings-" + UUID.randomUUID(), "service.log");
        ChildProcess process = ServiceProcess.launch(settings, log.toAbsolutePath());

        assertThat(process.exitCode()).isNotZero();
        String printed = process.printed();
        assertThat(printed).containsOnlyOnce(MESSAGE).doesNotContain("Exception", "\tat ");
        assertThat(printed)
                .doesNotContain(
                        TestKeys.SECRET,
                        TestKeys.FINGERPRINT_KEY,
                        TestKeys.DATA_KEY,
                        TestKeys.tokenPublicKey());
        return printed;
    }
}
