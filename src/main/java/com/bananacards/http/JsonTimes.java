package com.bananacards.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;

import io.quarkus.jackson.ObjectMapperCustomizer;

import jakarta.inject.Singleton;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes every time as RFC 3339, UTC, always with milliseconds. */
@Singleton
final class JsonTimes implements ObjectMapperCustomizer {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(
                new SimpleModule("times").addSerializer(Instant.class, new InMillis()));
    }

    /** After the others: of two serialisers the one registered last counts. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    private static final class InMillis extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(FORM.format(instant));
        }
    }
}
