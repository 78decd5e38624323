package com.bananacards.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two services side by side, another artifact or other settings: what a change costs or saves, round by round. */
final class Versus {

    private final Options options;
    private final Report report;
    private final Path folder;

    Versus(Options options, Report report, Path folder) {
        this.options = options;
        this.report = report;
        this.folder = folder;
    }

    private Options other() {
        Map<String, String> named = new LinkedHashMap<>(options.named());
        if (options.has("other-artifact")) {
            named.put("artifact", options.text("other-artifact"));
        }
        Map<String, String> environment = new LinkedHashMap<>(options.environment());
        if (options.has("other-env")) {
            for (String pair : options.text("other-env").split(",")) {
                environment.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }
        return new Options(named, environment, options.java());
    }

    void compare() {
        try (Ground one = new Ground(options, folder("one"));
                Ground another = new Ground(other(), folder("other"))) {
            Webhooks first = new Webhooks(one, report);
            Webhooks second = new Webhooks(another, report);
            first.warm();
            second.warm();
            Seen ours = new Seen();
            Seen theirs = new Seen();
            for (int round = 0; round < options.number("rounds"); round++) {
                Webhooks.inTurn(
                        round,
                        () -> ours.add(first.applied(), first.acknowledged()),
                        () -> theirs.add(second.applied(), second.acknowledged()));
            }
            tell(ours, theirs);
            report.note("one: " + new Checks(one).exactlyOnceAndNewest());
            report.note("other: " + new Checks(another).exactlyOnceAndNewest());
        }
    }

    private static final class Seen {
        final Series perSecond = new Series();
        final Series service = new Series();
        final Series database = new Series();
        final Series doorService = new Series();
        final Series doorDatabase = new Series();

        void add(Phase applied, Phase door) {
            perSecond.add(applied.perSecond());
            service.add(applied.serviceCpuPerThousand());
            database.add(applied.databaseCpuPerThousand());
            doorService.add(door.serviceCpuPerThousand());
            doorDatabase.add(door.databaseCpuPerThousand());
        }
    }

    private void tell(Seen ours, Seen theirs) {
        row("applied per second", ours.perSecond, theirs.perSecond, "%.0f");
        row("applied: CPU s per 1,000, service", ours.service, theirs.service, "%.3f");
        row("applied: CPU s per 1,000, database", ours.database, theirs.database, "%.3f");
        row("door alone: CPU, service", ours.doorService, theirs.doorService, "%.3f");
        row("door alone: CPU, database", ours.doorDatabase, theirs.doorDatabase, "%.3f");
    }

    private void row(String name, Series one, Series other, String format) {
        report.figure(
                name + ": this, other, ratio",
                one.text(format) + "; " + other.text(format) + "; "
                        + one.over(other).text("%.2f"));
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
