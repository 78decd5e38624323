package com.bananacards.webhooks;

import com.bananacards.sensitive.ForgetfulJson;
import com.bananacards.sensitive.Masking;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.io.IOException;

/** Masks a payload for the operator's eyes: secrets whole, card numbers to their last four digits, six digits alone. */
final class MaskedPayload {

    private static final JsonMapper MAPPER = ForgetfulJson.mapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final TextNode HIDDEN = TextNode.valueOf("***");
    private static final int LONGEST_NUMBER = 15;

    private MaskedPayload() {}

    static JsonNode of(byte[] plain) {
        try {
            return masked(MAPPER.readTree(plain));
        } catch (IOException noJson) {
            return TextNode.valueOf("*** no JSON, " + plain.length + " bytes");
        }
    }

    private static JsonNode masked(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.fields()
                    .forEachRemaining(member -> object.set(
                            Masking.text(member.getKey()),
                            Masking.isSecretMember(member.getKey())
                                    ? HIDDEN
                                    : masked(member.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(masked(item)));
            return array;
        }
        boolean longNumber = node.isNumber() && node.asText().length() > LONGEST_NUMBER;
        return node.isTextual() || longNumber
                ? TextNode.valueOf(Masking.words(node.asText()))
                : node;
    }
}
