package com.bananacards.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the command line asks for; the README beside the script says what each means. */
record Options(Map<String, String> named, Map<String, String> environment, List<String> java) {

    private static final Map<String, String> DEFAULTS = Map.of(
            "modes", "webhooks,lone,quarter,hot,resends,reads,commands,streams",
            "rounds", "5",
            "seconds", "3",
            "requests", "20000",
            "warm", "80000",
            "connections", "64",
            "cards", "10000",
            "heap", "512m",
            "artifact", "target/quarkus-app/quarkus-run.jar");

    static Options parse(String[] arguments) {
        Map<String, String> named = new LinkedHashMap<>(DEFAULTS);
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> java = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].replaceFirst("^--", "");
            switch (name) {
                case "write" -> named.put(name, "true");
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
