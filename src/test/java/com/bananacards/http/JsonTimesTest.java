package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.OffsetDateTime;

class JsonTimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05.678Z, 2026-01-02T03:04:05.678Z",
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05.000Z",
        "2026-01-02T03:04:05.678901234Z, 2026-01-02T03:04:05.678Z",
        "2026-01-02T23:04:05+02:00, 2026-01-02T21:04:05.000Z"
    })
    void everyTimeIsWrittenInUtcWithMilliseconds(String time, String written)
            throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new JsonTimes().customize(mapper);

        assertThat(mapper.writeValueAsString(OffsetDateTime.parse(time).toInstant()))
                .isEqualTo('"' + written + '"');
    }
}
