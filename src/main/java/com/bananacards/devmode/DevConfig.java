package com.bananacards.devmode;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;

import org.eclipse.microprofile.config.spi.ConfigSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Gives dev mode every setting that production demands, so that one command is enough. */
public final class DevConfig implements ConfigSourceFactory {

    /** Where a developer's data and keys are kept; not in {@code target}, so that a clean build keeps them. */
    static final Path FOLDER = Path.of(System.getProperty("bananacards.dev.folder", ".dev"));

    /** Below what a developer says in the environment or on the command line. */
    private static final int ORDINAL = 120;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!context.getProfiles().contains("dev")) {
            return List.of();
        }
        DevKeys keys = DevKeys.in(FOLDER);
        String port = value(context, "quarkus.http.port", "8080");
        return List.of(new PropertiesConfigSource(settings(keys, port), "dev mode", ORDINAL));
    }

    private static Map<String, String> settings(DevKeys keys, String port) {
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://localhost:" + DevDatabase.port(FOLDER) + "/postgres",
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "bananatech.base-url",
                "http://localhost:" + port + "/sandbox",
                "bananatech.merchant-id",
                keys.get("merchant-id"),
                "bananatech.secret-keys",
                keys.get("secret-key"),
                "sensitive.data-keys",
                keys.get("data-key"),
                "sensitive.fingerprint-key",
                keys.get("fingerprint-key"),
                "quarkus.oidc.public-key",
                keys.get("token-public-key"));
    }

    private static String value(ConfigSourceContext context, String name, String otherwise) {
        var value = context.getValue(name);
        return value == null || value.getValue() == null ? otherwise : value.getValue();
    }
}
