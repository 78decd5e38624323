package com.bananacards.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** No key, token or password is in the tree, and none is a default (PCI DSS 8.6.2). */
class SecretsInTreeTest {

    private static final Map<String, Pattern> LIKE_SECRETS = Map.of(
            "private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY"),
            "token of a cloud", Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
            "token of a forge", Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{30,}|glpat-[\\w-]{20})"),
            "token of a chat", Pattern.compile("\\bxox[abprs]-[\\w-]{10,}"),
            "key of a payment service", Pattern.compile("\\b[sr]k_live_[A-Za-z0-9]{10,}"),
            "web token", Pattern.compile("\\beyJ[\\w-]{15,}\\.eyJ[\\w-]{15,}"),
            "32 bytes in base64", Pattern.compile("(?<![\\w+/=])[A-Za-z0-9+/]{43}=(?![\\w=])"),
            "32 or 64 hexadecimal digits",
                    Pattern.compile("(?<![\\w-])([0-9a-f]{32}|[0-9a-f]{64})(?![\\w-])"),
            "password that is set",
                    Pattern.compile("(?i)(password|secret|api[_-]?key)[\\w.]*\\s*[:=]\\s*[\"']?"
                            + "[A-Za-z0-9+/_-]*[0-9][A-Za-z0-9+/_-]{11,}"));

    /** The documented test vectors' key, and nonsense that stands in for a digest. */
    private static final Set<String> KNOWN = Set.of("00112233445566778899aabbccddeeff");

    /** Test vectors of the crypto: keys and digests that everybody knows. */
    private static final Set<String> VECTORS = Set.of(
            "SealTest.java",
            "EnvelopesTest.java",
            "EnvelopesOpensslTest.java",
            "WebhookApiTest.java",
            "EventCoverageApiTest.java",
            "SecretsInTreeTest.java");

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".dev", "node_modules");

    @Test
    void nothingInTheTreeLooksLikeASecret() throws IOException {
        List<String> found = new ArrayList<>();
        int files = 0;
        try (Stream<Path> tree = Files.walk(Path.of(""))) {
            for (Path file : tree.filter(Files::isRegularFile)
                    .filter(SecretsInTreeTest::isOurs)
                    .toList()) {
                files++;
                found.addAll(secretsIn(file));
            }
        }
        assertThat(files).isGreaterThan(400);
        assertThat(found).isEmpty();
    }

    private static boolean isOurs(Path file) {
        for (Path part : file) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private static List<String> secretsIn(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                for (String kind : kindsIn(lines.get(i))) {
                    if (!isVector(file, kind)) {
                        found.add(file + ":" + (i + 1) + " " + kind);
                    }
                }
            }
        } catch (MalformedInputException noText) {
            return List.of();
        }
        return found;
    }

    private static boolean isVector(Path file, String kind) {
        return VECTORS.contains(file.getFileName().toString())
                && (kind.startsWith("32 ") || kind.startsWith("password"));
    }

    private static List<String> kindsIn(String line) {
        String unknown = line.replaceAll("^distributionSha256Sum=.*", "");
        for (String known : KNOWN) {
            unknown = unknown.replace(known, "");
        }
        String text = unknown;
        return LIKE_SECRETS.entrySet().stream()
                .filter(one -> one.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN RSA " + "PRIVATE KEY-----",
                "AKIA" + "ABCDEFGHIJKLMNOP",
                "ghp_" + "0123456789abcdefghijklmnopqrstuvwxyz",
                "eyJ" + "hbGciOiJSUzI1NiJ9.eyJ" + "zdWIiOiJzaG9wIn0abc.x",
                "key: id1:" + "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA" + "=",
                "bananatech.secret-keys=" + "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                "password: \"" + "hunter2hunter2hunter2\"",
            })
    void aPlantedSecretIsFound(String planted) {
        assertThat(kindsIn(planted)).isNotEmpty();
    }

    /** Secrets are those that the README's table of settings calls so. */
    @Test
    void noSecretHasADefaultInProduction() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `") && line.contains("| secret"))
                .toList();
        Properties settings = new Properties();
        try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            settings.load(in);
        }
        assertThat(rows).hasSizeGreaterThanOrEqualTo(4);
        for (String row : rows) {
            String[] cells = row.split("\\|");
            String key = cells[1].strip().replace("`", "");
            assertThat(cells[3].strip()).as(row).isIn("required", "none");
            assertThat(settings).as(row).doesNotContainKeys(key, "%prod." + key);
        }
    }
}
