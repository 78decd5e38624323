package com.bananacards.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is printed at the end, and written into the document when asked for. */
final class Report {

    private final List<String> targets = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** A row of the table of targets. */
    void target(String figure, String must, String aim, String measured) {
        targets.add("| " + String.join(" | ", figure, must, aim, measured) + " |");
        System.out.println("  = " + figure + ": " + measured);
    }

    /** A row of the table of all else that was measured. */
    void figure(String name, String measured) {
        figures.add("| " + name + " | " + measured + " |");
        System.out.println("  - " + name + ": " + measured);
    }

    void note(String note) {
        notes.add("- " + note);
        System.out.println("  * " + note);
    }

    void progress(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    String text() {
        StringBuilder all = new StringBuilder();
        if (!targets.isEmpty()) {
            all.append("| figure | must | aim | measured |\n|---|---|---|---|\n");
            targets.forEach(row -> all.append(row).append('\n'));
        }
        all.append("\n| also | measured |\n|---|---|\n");
        figures.forEach(row -> all.append(row).append('\n'));
        all.append('\n');
        notes.forEach(row -> all.append(row).append('\n'));
        return all.toString();
    }
}
