package com.bananacards;

import com.bananacards.bananatech.IssuerAddress;
import com.bananacards.bananatech.envelope.EnvelopeKey;
import com.bananacards.bananatech.envelope.KeyEncoding;
import com.bananacards.sensitive.BrowserKeys;
import com.bananacards.sensitive.Fingerprints;
import com.bananacards.sensitive.Sealing;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The settings without which the service must not start. Looked at before the framework reads them, because it would
 * stop at the first one.
 */
final class RequiredSettings {

    private static final Pattern DATABASE = Pattern.compile("postgresql://[^/\\s]+/[^\\s]+");
    private static final Path FILE = Path.of("config", "application.properties");

    private final List<String> faults = new ArrayList<>();
    private final Properties file = load();

    private RequiredSettings() {}

    /** One line for each setting that is missing or wrong, by the name of its environment variable. */
    static List<String> faults() {
        RequiredSettings settings = new RequiredSettings();
        settings.look();
        return settings.faults;
    }

    private void look() {
        require(
                "quarkus.datasource.reactive.url",
                "postgresql://host:port/database",
                RequiredSettings::database);
        require("quarkus.datasource.username", "the database's user", value -> {});
        require("quarkus.datasource.password", "the database's password", value -> {});
        require(
                "bananatech.base-url",
                "root of BananaTech's API, no trailing slash",
                this::address);
        require("bananatech.merchant-id", "a UUID", UUID::fromString);
        require("bananatech.secret-keys", "comma-separated; the first signs", this::secretKeys);
        require(
                "sensitive.data-keys",
                "comma-separated id:base64(32 bytes); the first seals",
                value -> Sealing.check(List.of(value.split(",", -1))));
        require(
                "sensitive.fingerprint-key",
                "comma-separated base64 of 32 bytes; the first makes",
                value -> Fingerprints.check(List.of(value.split(",", -1))));
        if (value("sensitive.jwe-keys") != null) {
            require(
                    "sensitive.jwe-keys",
                    "comma-separated base64 of RSA private keys, PKCS#8; the first is published",
                    value -> BrowserKeys.check(List.of(value.split(",", -1))));
        }
        if ("false".equals(value("quarkus.otel.sdk.disabled"))
                && value("quarkus.otel.exporter.otlp.endpoint") == null
                && value("quarkus.otel.exporter.otlp.traces.endpoint") == null) {
            faults.add("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT is missing: where traces are sent");
        }
        if (value("quarkus.oidc.auth-server-url") == null
                && value("quarkus.oidc.public-key") == null) {
            faults.add(
                    "QUARKUS_OIDC_AUTH_SERVER_URL or QUARKUS_OIDC_PUBLIC_KEY is missing: who signs"
                            + " the tokens");
        }
    }

    private void require(String property, String expected, Consumer<String> check) {
        String value = value(property);
        if (value == null) {
            faults.add(variable(property) + " is missing: " + expected);
            return;
        }
        try {
            check.accept(value);
        } catch (IllegalArgumentException wrong) {
            faults.add(variable(property) + " is wrong: " + wrong.getMessage() + " (" + expected
                    + ")");
        }
    }

    private static void database(String url) {
        if (!DATABASE.matcher(url).matches()) {
            throw new IllegalArgumentException("not of this form");
        }
    }

    private void address(String url) {
        URI address = URI.create(url);
        String allowed = value("bananatech.allowed-hosts");
        IssuerAddress.check(address, allowed == null ? List.of() : List.of(allowed.split(",")));
        if (IssuerAddress.isOpenToOthers(address)
                && !"true".equals(value("bananatech.plain-http"))) {
            throw new IllegalArgumentException(
                    "https is needed, or BANANATECH_PLAIN_HTTP=true where the network is trusted");
        }
    }

    private void secretKeys(String keys) {
        for (String key : keys.split(",", -1)) {
            EnvelopeKey.of(key.strip(), encoding("aes"), encoding("hmac"));
        }
    }

    private KeyEncoding encoding(String use) {
        String name = value("bananatech.key-encoding." + use);
        try {
            return name == null
                    ? KeyEncoding.UTF8
                    : KeyEncoding.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "key encoding " + name + " is none of utf8, hex, base64", null);
        }
    }

    private @Nullable String value(String property) {
        for (String value : new String[] {
            System.getProperty(property),
            System.getenv(variable(property)),
            file.getProperty(property)
        }) {
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static Properties load() {
        Properties properties = new Properties();
        if (Files.isReadable(FILE)) {
            try (Reader reader = Files.newBufferedReader(FILE, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException unreadable) {
                return new Properties();
            }
        }
        return properties;
    }
}
