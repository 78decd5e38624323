package com.bananacards.testsupport;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A migration, read for what would hurt the version before it, which still runs while it is made: that one does not know
 * new columns, and still uses old ones.
 */
public final class SchemaChange {

    private static final Pattern COMMENT = Pattern.compile("--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern BODY = Pattern.compile("\\$\\$.*?\\$\\$", Pattern.DOTALL);
    private static final List<Pattern> HURT = Stream.of(
                    "DROP (TABLE|COLUMN|VIEW|FUNCTION|TYPE|DOMAIN)\\b.*",
                    "RENAME\\b.*",
                    "ALTER (COLUMN )?\\w+ (SET DATA )?TYPE\\b.*",
                    "ALTER (COLUMN )?\\w+ SET NOT NULL",
                    "ALTER (COLUMN )?\\w+ DROP DEFAULT",
                    "ADD COLUMN (?!.*\\b(DEFAULT|GENERATED)\\b).*\\bNOT NULL\\b.*",
                    "TRUNCATE\\b.*")
            .map(part -> Pattern.compile(".*\\b(" + part + ")", Pattern.CASE_INSENSITIVE))
            .toList();

    private SchemaChange() {}

    /** The statements, or their parts, that the version before would not survive. */
    public static List<String> hurts(String sql) {
        String plain = BODY.matcher(COMMENT.matcher(sql).replaceAll(" ")).replaceAll(" ");
        return Stream.of(plain.split(";"))
                .map(statement -> statement.strip().replaceAll("\\s+", " "))
                .filter(statement -> statement.toUpperCase(Locale.ROOT).startsWith("ALTER")
                        || statement.toUpperCase(Locale.ROOT).startsWith("DROP")
                        || statement.toUpperCase(Locale.ROOT).startsWith("TRUNCATE"))
                .flatMap(statement -> Stream.of(statement.split(",(?![^(]*\\))")))
                .map(String::strip)
                .filter(part ->
                        HURT.stream().anyMatch(hurt -> hurt.matcher(part).matches()))
                .toList();
    }
}
