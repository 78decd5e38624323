package com.bananacards.http;

import com.bananacards.sensitive.ForgetfulJson;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * JSON as it was written: numbers keep their text, so that an exponent is seen and no decimal is lost. A member that
 * stands twice, a deep nest or trailing text is malformed.
 */
final class JsonText {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NUMBER_LENGTH = 64;

    private static final JsonFactory FACTORY = ForgetfulJson.factory()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();

    /** A number as it was written. */
    record Numeral(String text) {}

    private JsonText() {}

    /** Nothing but UTF-8: a filter before us would not guess others. @throws Problem {@code malformed_json} */
    static @Nullable Object read(byte[] body) {
        try (JsonParser parser = ForgetfulJson.parser(FACTORY, body)) {
            if (parser.nextToken() == null) {
                throw malformed();
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw malformed();
            }
            return value;
        } catch (IOException unreadable) {
            throw malformed();
        }
    }

    /** One text for all spellings of the same value: members in order, no white space. */
    static String canonical(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, String> sorted = new TreeMap<>();
            members.forEach((name, member) -> sorted.put(quote((String) name), canonical(member)));
            return sorted.entrySet().stream()
                    .map(member -> member.getKey() + ":" + member.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> items) {
            return items.stream()
                    .map(JsonText::canonical)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? quote(text) : String.valueOf(value);
    }

    private static String quote(String text) {
        return text.length() + "\"" + text + "\"";
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw malformed();
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    private static Problem malformed() {
        return Problem.of(ProblemType.MALFORMED_JSON, "The body can't be read as one JSON value.");
    }
}
