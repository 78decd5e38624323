package com.bananacards.chart;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One manifest and the template that made it. */
record Manifest(String template, JsonNode tree) {

    private static final Pattern SOURCE =
            Pattern.compile("(?m)^# Source: bananacards/templates/(\\S+)$");

    static List<Manifest> all(String rendered) {
        List<Manifest> manifests = new ArrayList<>();
        for (String part : rendered.split("(?m)^---$")) {
            Matcher source = SOURCE.matcher(part);
            String template = source.find() ? source.group(1) : "";
            Chart.documents(part).forEach(tree -> manifests.add(new Manifest(template, tree)));
        }
        return manifests;
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String version() {
        return tree.path("apiVersion").asText();
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** What says how pods are to be, where it does. */
    JsonNode podSpec() {
        return kind().equals("Pod") ? tree.path("spec") : tree.at("/spec/template/spec");
    }

    boolean hasPods() {
        return podSpec().has("containers");
    }

    @Override
    public String toString() {
        return kind() + " " + name() + " (" + template + ")";
    }
}
