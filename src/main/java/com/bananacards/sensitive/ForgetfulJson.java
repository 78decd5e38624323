package com.bananacards.sensitive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes readers of JSON that keep nothing of what they read. Jackson's own use their buffers again and remember the names
 * of members: both hold a card number for as long as the process lives.
 */
public final class ForgetfulJson {

    private ForgetfulJson() {}

    public static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
    }

    public static JsonMapper.Builder mapper() {
        return JsonMapper.builder(factory().build());
    }

    /**
     * A parser of UTF-8 (RFC 8259). It reads the decoded characters where they are: Jackson's way from bytes takes a
     * reader and two buffers of eight thousand characters for each body, and none of them may be used again.
     *
     * @throws CharacterCodingException when the bytes are no UTF-8
     */
    public static JsonParser parser(JsonFactory factory, byte[] utf8) throws IOException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        return factory.createParser(text.array(), text.arrayOffset(), text.remaining());
    }

    /**
     * The tree of the value in these bytes.
     *
     * @throws IOException when there is none, or what the mapper does not allow
     */
    public static JsonNode tree(JsonMapper mapper, byte[] utf8) throws IOException {
        try (JsonParser parser = parser(mapper.getFactory(), utf8)) {
            return mapper.readValue(parser, JsonNode.class);
        }
    }
}
