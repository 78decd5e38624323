package com.bananacards.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.SchemaChange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The schema changes under the version before: migrations made after a release only add to it (docs/adr/0016). What is
 * dropped is dropped a release after its last use, in a migration named {@code contract}.
 */
class MigrationsTest {

    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    /** The last migration of the last release; src/main/release/release.sh writes it. */
    private static final Path RELEASED = Path.of("src/main/release/schema-version");

    private static final Pattern NAME = Pattern.compile("V(\\d+)__(\\w+)\\.sql");

    @Test
    void whatCameAfterTheLastReleaseOnlyAdds() throws IOException {
        int released = Files.exists(RELEASED)
                ? Integer.parseInt(Files.readString(RELEASED).strip())
                : Integer.MAX_VALUE;
        List<String> hurting = new ArrayList<>();
        for (Path migration : migrations()) {
            Matcher name = NAME.matcher(migration.getFileName().toString());
            assertThat(name.matches()).as(migration.toString()).isTrue();
            if (Integer.parseInt(name.group(1)) > released && !name.group(2).contains("contract")) {
                SchemaChange.hurts(Files.readString(migration))
                        .forEach(hurt -> hurting.add(migration.getFileName() + ": " + hurt));
            }
        }
        assertThat(hurting).isEmpty();
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> migrations = files.sorted().toList();
            assertThat(migrations).isNotEmpty();
            return migrations;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE card DROP COLUMN last4",
                "ALTER TABLE card\n  ADD COLUMN a text, -- new\n  DROP COLUMN last4",
                "ALTER TABLE card RENAME COLUMN last4 TO ending",
                "ALTER TABLE card ALTER COLUMN last4 TYPE varchar(4)",
                "ALTER TABLE card ADD COLUMN a text; ALTER TABLE card ALTER COLUMN a SET NOT NULL",
                "ALTER TABLE card ADD COLUMN a text NOT NULL",
                "ALTER TABLE card ADD COLUMN a text CHECK (a IN ('x', 'y')) NOT NULL",
                "drop table card",
                "TRUNCATE journal",
            })
    void whatTheVersionBeforeWouldNotSurviveIsFound(String sql) {
        assertThat(SchemaChange.hurts(sql)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (b text NOT NULL)",
                "ALTER TABLE card ADD COLUMN a text, ADD COLUMN b numeric(20, 4)",
                "ALTER TABLE card ADD COLUMN a boolean NOT NULL DEFAULT false",
                "-- DROP TABLE card\nCREATE INDEX i ON card (last4)",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DROP TABLE x;"
                        + " END $$",
                "ALTER TABLE delivery DROP CONSTRAINT delivery_source_check",
            })
    void whatOnlyAddsIsNot(String sql) {
        assertThat(SchemaChange.hurts(sql)).isEmpty();
    }
}
