package com.bananacards.bananatech;

import com.bananacards.bananatech.Reading.Unreadable;
import com.fasterxml.jackson.databind.JsonNode;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.Iterator;
import java.util.Optional;

/** Makes facts of deliveries: holds a payload against the type it claims, and reads it. Pure. */
@Singleton
public class IssuerFacts {

    private final IssuerJson json;
    private final FactReader reader;

    @Inject
    IssuerFacts(IssuerJson json, FactReader reader) {
        this.json = json;
        this.reader = reader;
    }

    /**
     * Reads one delivery.
     *
     * @param typeName as the envelope or record claims it
     * @param plain the decrypted payload
     */
    public Reading read(String typeName, byte[] plain) {
        Optional<JsonNode> object = json.object(plain);
        if (object.isEmpty()) {
            return new Unreadable("no_json_object", null, null);
        }
        Optional<EventType> type = EventType.named(typeName);
        if (type.isEmpty()) {
            return unreadable("unknown_type", object.get());
        }
        return read(type.get(), object.get());
    }

    private Reading read(EventType type, JsonNode payload) {
        if (carriesForeignMember(type, payload)) {
            return unreadable("contradicts_type", payload);
        }
        if (!type.required().stream().allMatch(member -> json.has(payload, member))) {
            return unreadable("incomplete", payload);
        }
        try {
            return reader.read(type, payload);
        } catch (FactReader.NotUnderstood reason) {
            return unreadable(reason.code(), payload);
        }
    }

    private boolean carriesForeignMember(EventType type, JsonNode payload) {
        for (Iterator<String> names = payload.fieldNames(); names.hasNext(); ) {
            if (type.isForeign(names.next())) {
                return true;
            }
        }
        return false;
    }

    private Unreadable unreadable(String reason, JsonNode payload) {
        return new Unreadable(
                reason,
                json.number(payload, "card_id").orElse(null),
                json.number(payload, "user_id").orElse(null));
    }
}
