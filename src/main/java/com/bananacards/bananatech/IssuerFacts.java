package com.bananacards.bananatech;

import com.bananacards.bananatech.Reading.Doubtful;
import com.bananacards.bananatech.Reading.Read;
import com.bananacards.bananatech.Reading.Unreadable;
import com.fasterxml.jackson.databind.JsonNode;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.Arrays;
import java.util.Optional;

/** Makes facts of deliveries: holds a payload against the type it claims, and reads it. Pure. */
@Singleton
public class IssuerFacts {

    private final IssuerJson json;
    private final TypeCheck types;
    private final FactReader reader;

    @Inject
    IssuerFacts(IssuerJson json, TypeCheck types, FactReader reader) {
        this.json = json;
        this.types = types;
        this.reader = reader;
    }

    /**
     * Reads a webhook. Its type is not signed: a payload is a fact of one type at most, and {@link Doubtful} where it
     * could be one of two.
     *
     * @param typeName as the envelope claims it
     * @param plain the decrypted payload
     */
    public Reading read(String typeName, byte[] plain) {
        return read(typeName, plain, false);
    }

    /** Reads a record or a row of the issuer's lists: its type came within a signed answer. */
    public Reading readRecord(String typeName, byte[] plain) {
        return read(typeName, plain, true);
    }

    /** How many members of a payload no documented type knows, by the names that the issuer is configured to use. */
    public int unknownMembers(byte[] plain) {
        return json.object(plain).map(types::unknownMembers).orElse(0);
    }

    private Reading read(String typeName, byte[] plain, boolean typeIsSigned) {
        Optional<JsonNode> object = json.object(plain);
        if (object.isEmpty()) {
            return new Unreadable("no_json_object", null, null);
        }
        JsonNode payload = object.get();
        Optional<EventType> type = EventType.named(typeName);
        if (type.isEmpty()) {
            return unreadable("unknown_type", payload);
        }
        return typeIsSigned ? as(type.get(), payload) : strictly(type.get(), payload);
    }

    private Reading strictly(EventType type, JsonNode payload) {
        Reading reading = as(type, payload);
        if (!(reading instanceof Read read)) {
            return reading;
        }
        if (types.saysOtherwise(type, payload)) {
            return unreadable("contradicts_type", payload);
        }
        boolean another = Arrays.stream(EventType.values())
                .anyMatch(other -> other != type && couldBe(other, payload));
        return another ? new Doubtful(read) : read;
    }

    private boolean couldBe(EventType type, JsonNode payload) {
        return as(type, payload) instanceof Read && !types.saysOtherwise(type, payload);
    }

    private Reading as(EventType type, JsonNode payload) {
        Optional<String> misfit = types.misfit(type, payload);
        if (misfit.isPresent()) {
            return unreadable(misfit.get(), payload);
        }
        try {
            return reader.read(type, payload);
        } catch (FactReader.NotUnderstood reason) {
            return unreadable(reason.code(), payload);
        }
    }

    private Unreadable unreadable(String reason, JsonNode payload) {
        return new Unreadable(
                reason,
                json.number(payload, "card_id").orElse(null),
                json.number(payload, "user_id").orElse(null));
    }
}
