package com.bananacards.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the command line asks for; the README beside the script says what each means. */
record Options(Map<String, String> named, Map<String, String> environment, List<String> java) {

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("modes", "webhooks,lone,quarter,hot,resends,reads,commands,streams"),
            Map.entry("rounds", "5"),
            Map.entry("seconds", "3"),
            Map.entry("requests", "20000"),
            Map.entry("warm", "80000"),
            Map.entry("connections", "64"),
            Map.entry("cards", "10000"),
            Map.entry("grown-cards", "1000000"),
            Map.entry("grown-rows", "10000000"),
            Map.entry("heap", "512m"),
            Map.entry("artifact", "target/quarkus-app/quarkus-run.jar"));

    static Options parse(String[] arguments) {
        Map<String, String> named = new LinkedHashMap<>(DEFAULTS);
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> java = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].replaceFirst("^--", "");
            switch (name) {
                case "write", "statements" -> named.put(name, "true");
                case "env" -> {
                    String[] pair = arguments[++i].split("=", 2);
                    environment.put(pair[0], pair[1]);
                }
                case "java" -> java.add(arguments[++i]);
                default -> named.put(name, arguments[++i]);
            }
        }
        return new Options(named, environment, java);
    }

    List<String> modes() {
        return List.of(named.get("modes").split(","));
    }

    int number(String name) {
        return Integer.parseInt(named.get(name));
    }

    boolean has(String name) {
        return named.containsKey(name);
    }

    String text(String name) {
        return named.get(name);
    }

    Path artifact() {
        return Path.of(named.get("artifact"));
    }

    boolean isNative() {
        return !named.get("artifact").endsWith(".jar");
    }
}
