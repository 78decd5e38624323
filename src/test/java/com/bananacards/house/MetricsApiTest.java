package com.bananacards.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Door;
import com.bananacards.testsupport.WebhookSender;
import com.bananacards.testsupport.Words;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The README's table of metrics and what the service shows are the same, names and labels; labels are bounded. */
@QuarkusTest
class MetricsApiTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(bananacards_[a-z_]+)` \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern SERIES = Pattern.compile(
            "(?m)^(bananacards_[a-z_]+?)(_bucket|_count|_sum|_max)?(?:\\{(.*)})? \\S+$");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^# TYPE (bananacards_[a-z_]+) (\\w+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private final Api merchant = Api.merchant();

    @Inject
    Journal journal;

    private static String shown() {
        return RestAssured.get("/q/metrics").asString();
    }

    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> rows = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .forEach(row -> rows.put(
                        row.group(1),
                        Arrays.stream(row.group(2).split("[`, ]+"))
                                .filter(label -> !label.isBlank())
                                .collect(Collectors.toCollection(TreeSet::new))));
        return rows;
    }

    /** By the names of the table: a histogram's series belong to its own, and its largest value has no place there. */
    private static Map<String, Set<String>> registered(String metrics) {
        Map<String, String> types = new TreeMap<>();
        TYPE.matcher(metrics).results().forEach(one -> types.put(one.group(1), one.group(2)));
        Map<String, Set<String>> all = new TreeMap<>();
        SERIES.matcher(metrics).results().forEach(one -> {
            String name = types.containsKey(one.group(1)) || one.group(2) == null
                    ? one.group(1)
                    : one.group(1) + one.group(2);
            Set<String> labels = all.computeIfAbsent(name, first -> new TreeSet<>());
            if (one.group(3) != null) {
                LABEL.matcher(one.group(3)).results().forEach(label -> labels.add(label.group(1)));
            }
        });
        return all;
    }

    @Test
    void theTableAndTheRegistryAreTheSame() throws IOException {
        String card = merchant.activeCard();
        merchant.patiently().post("/v1/cards/" + card + "/lock").then().statusCode(200);

        await().untilAsserted(() -> assertThat(registered(shown())).isEqualTo(documented()));
    }

    @Test
    void aLineIsCountedWhenItsTransactionIsCommittedAndNotWhenItIsRolledBack() throws Throwable {
        assertThatThrownBy(() -> append("CountedOnce", true)).hasMessageContaining("roll back");
        append("CountedOnce", false);
        append("CountedLater", false);

        await().untilAsserted(() -> assertThat(lines("CountedLater")).isEqualTo(1));
        assertThat(lines("CountedOnce")).isEqualTo(1);
    }

    private static double lines(String kind) {
        return Door.counted("bananacards_journal_lines_total", "kind=\"" + kind + "\"");
    }

    private void append(String kind, boolean fails) throws Throwable {
        Line line = Line.of(Instant.now(), kind, "Counted by a test.").silent();
        VertxContextSupport.subscribeAndAwait(() ->
                Panache.withTransaction(() -> journal.append(List.of(line))
                        .chain(() -> fails
                                ? Uni.createFrom().failure(new IllegalStateException("roll back"))
                                : Uni.createFrom().voidItem())));
    }

    @Test
    void whatNobodyDocumentedBecomesNoLabel() {
        long card = merchant.issuerCard(merchant.activeCard());
        for (int i = 0; i < 50; i++) {
            String word = "W" + Words.unique();
            WebhookSender.deliver(word, Map.of("card_id", card));
            WebhookSender.deliver(
                    "CARD_STATUS_CHANGE",
                    Map.of(
                            "card_id",
                            card,
                            "status",
                            word,
                            "card_status",
                            word,
                            "occur_time",
                            System.currentTimeMillis(),
                            word,
                            word));
        }

        await().untilAsserted(() -> assertThat(Door.counted(
                        "bananacards_issuer_unknown_members_total", "type=\"CARD_STATUS_CHANGE\""))
                .isGreaterThanOrEqualTo(50));
        assertThat(shown()).doesNotContainPattern("\"W[0-9a-f]{32}\"");
        assertThat(shown().lines()
                        .filter(line -> line.startsWith("bananacards_"))
                        .count())
                .isLessThan(1_500);
    }
}
