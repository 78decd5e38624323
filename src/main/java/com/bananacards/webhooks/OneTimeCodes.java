package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerFact.CardVerification;
import com.bananacards.bananatech.Reading;
import com.bananacards.sensitive.ForgetfulJson;
import com.bananacards.sensitive.Masking;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds secrets that live for minutes (one-time codes) in payloads, under whatever type they came, and takes them out.
 * All else of the payload stays as it is. Pure.
 */
final class OneTimeCodes {

    private static final JsonMapper MAPPER = ForgetfulJson.mapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final String WALLET_CODE = "CARD_VERIFICATION";
    private static final int SHORTEST_CODE = 3;

    private OneTimeCodes() {}

    /**
     * Until when a payload may keep its code: until the code expires, at most for {@code longest}; empty when it
     * carries none.
     */
    static Optional<Instant> until(
            String type, Reading reading, byte[] plain, Instant now, Duration longest) {
        if (!type.equals(WALLET_CODE) && !mayCarryOne(plain)) {
            return Optional.empty();
        }
        Instant latest = now.plus(longest);
        Instant expires =
                reading instanceof Reading.Read read && read.fact() instanceof CardVerification code
                        ? code.expiresAt()
                        : null;
        return Optional.of(expires == null || expires.isAfter(latest) ? latest : expires);
    }

    private static boolean mayCarryOne(byte[] plain) {
        try (JsonParser parser = ForgetfulJson.parser(MAPPER.getFactory(), plain)) {
            return mayCarryOne(parser);
        } catch (IOException noJson) {
            return false;
        }
    }

    /** Without a tree: this is asked of every delivery. To the end, because half a payload is no JSON. */
    private static boolean mayCarryOne(JsonParser parser) throws IOException {
        boolean found = false;
        int depth = 0;
        JsonToken token = parser.nextToken();
        while (token != null) {
            found |= token == JsonToken.FIELD_NAME && Masking.isSecretMember(parser.currentName());
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            token = depth == 0 ? null : parser.nextToken();
        }
        return found && depth == 0;
    }

    /** The payload without its codes, also where its words repeat them; as it is when it is no JSON. */
    static byte[] without(byte[] plain) {
        return read(plain).map(OneTimeCodes::written).orElse(plain);
    }

    private static byte[] written(JsonNode payload) {
        Set<String> codes = new HashSet<>();
        takeOut(payload, codes);
        mask(payload, codes);
        try {
            return MAPPER.writeValueAsBytes(payload);
        } catch (IOException impossible) {
            throw new IllegalStateException("JSON that was read can be written", null);
        }
    }

    private static Optional<JsonNode> read(byte[] plain) {
        try {
            return Optional.of(ForgetfulJson.tree(MAPPER, plain)).filter(JsonNode::isContainerNode);
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static void takeOut(JsonNode node, Set<String> codes) {
        if (node instanceof ObjectNode object) {
            Set<String> secret = new HashSet<>();
            object.fieldNames().forEachRemaining(name -> {
                if (Masking.isSecretMember(name)) {
                    secret.add(name);
                }
            });
            secret.forEach(name -> codes.add(object.remove(name).asText()));
        }
        node.forEach(child -> takeOut(child, codes));
    }

    /** Words that quote a code, and sentences with six digits alone, which could be one. */
    private static void mask(JsonNode node, Set<String> codes) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                member.setValue(masked(member.getValue(), codes));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, masked(array.get(i), codes));
            }
        }
    }

    private static JsonNode masked(JsonNode value, Set<String> codes) {
        if (!value.isTextual()) {
            mask(value, codes);
            return value;
        }
        String text = value.textValue();
        for (String code : codes) {
            if (code.length() >= SHORTEST_CODE) {
                text = text.replace(code, "***");
            }
        }
        return TextNode.valueOf(text.indexOf(' ') >= 0 ? Masking.words(text) : text);
    }
}
