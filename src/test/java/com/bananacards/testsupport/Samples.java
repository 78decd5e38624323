package com.bananacards.testsupport;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The issuer's payloads in {@code src/test/resources/bananatech}, and variations of them. */
public final class Samples {

    private static final Path FOLDER = Path.of("src/test/resources/bananatech");
    private static final String ENDING = ".json";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Samples() {}

    /** The text of one sample. */
    public static String of(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ENDING));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** All samples by name. */
    public static Map<String, String> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            Map<String, String> samples = new LinkedHashMap<>();
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .sorted()
                    .forEach(name -> samples.put(name, of(name)));
            return samples;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The event that a sample is of; what follows the event in its name tells two samples of it apart. */
    public static String typeOf(String name) {
        return name.replaceFirst("_(failed|rejected)$", "").toUpperCase(Locale.ROOT);
    }

    /** The sample with one member set to a JSON value, put in literally. */
    public static String with(String sample, String member, String json) {
        Map<String, String> members = members(sample);
        members.put(member, json);
        return text(members);
    }

    /** The sample without one member. */
    public static String without(String sample, String member) {
        Map<String, String> members = members(sample);
        members.remove(member);
        return text(members);
    }

    /** The same members, last first. */
    public static String reordered(String sample) {
        Map<String, String> members = members(sample);
        List<String> names = new ArrayList<>(members.keySet());
        Collections.reverse(names);
        Map<String, String> reversed = new LinkedHashMap<>();
        names.forEach(name -> reversed.put(name, String.valueOf(members.get(name))));
        return text(reversed);
    }

    private static Map<String, String> members(String sample) {
        try {
            Map<String, String> members = new LinkedHashMap<>();
            JsonNode node = MAPPER.readTree(sample);
            ((ObjectNode) node)
                    .properties()
                    .forEach(member ->
                            members.put(member.getKey(), member.getValue().toString()));
            return members;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static String text(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
