package com.bananacards.bananatech;

import com.bananacards.bananatech.Reading.Doubtful;
import com.bananacards.bananatech.Reading.Read;
import com.bananacards.bananatech.Reading.Unreadable;
import com.fasterxml.jackson.databind.JsonNode;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.List;
import java.util.Optional;

/** Makes facts of deliveries: holds a payload against the type it claims, and reads it. Pure. */
@Singleton
public class IssuerFacts {

    private static final List<EventType> EVERY_TYPE = List.of(EventType.values());

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
     * A webhook as it was read.
     *
     * @param unknownMembers how many members no documented type knows, by the names that the issuer is configured to use
     */
    public record Heard(Reading reading, int unknownMembers) {}

    /**
     * Reads a webhook. Its type is not signed: a payload is a fact of one type at most, and {@link Doubtful} where it
     * could be one of two.
     *
     * @param typeName as the envelope claims it
     * @param plain the decrypted payload
     */
    public Heard hear(String typeName, byte[] plain) {
        return read(typeName, plain, false);
    }

    /** Reads a webhook that was heard before. */
    public Reading read(String typeName, byte[] plain) {
        return hear(typeName, plain).reading();
    }

    /** Reads a record or a row of the issuer's lists: its type came within a signed answer. */
    public Reading readRecord(String typeName, byte[] plain) {
        return read(typeName, plain, true).reading();
    }

    private Heard read(String typeName, byte[] plain, boolean typeIsSigned) {
        Optional<JsonNode> object = json.object(plain);
        if (object.isEmpty()) {
            return new Heard(new Unreadable("no_json_object", null, null), 0);
        }
        JsonNode payload = object.get();
        MemberBits.Found members = types.members(payload);
        return new Heard(
                EventType.named(typeName)
                        .map(type -> typeIsSigned
                                ? as(type, payload, members)
                                : strictly(type, payload, members))
                        .orElseGet(() -> unreadable("unknown_type", payload)),
                members.unknown());
    }

    private Reading strictly(EventType type, JsonNode payload, MemberBits.Found members) {
        Reading reading = as(type, payload, members);
        if (!(reading instanceof Read read)) {
            return reading;
        }
        if (types.saysOtherwise(type, payload)) {
            return unreadable("contradicts_type", payload);
        }
        return couldBeAnother(type, payload, members) ? new Doubtful(read) : read;
    }

    private boolean couldBeAnother(EventType type, JsonNode payload, MemberBits.Found members) {
        for (EventType other : EVERY_TYPE) {
            // Most are ruled out by their members alone: why is not asked, and nothing is read.
            if (other != type
                    && types.misfit(other, members).isEmpty()
                    && fitting(other, payload) instanceof Read
                    && !types.saysOtherwise(other, payload)) {
                return true;
            }
        }
        return false;
    }

    private Reading as(EventType type, JsonNode payload, MemberBits.Found members) {
        return types.misfit(type, members)
                .<Reading>map(misfit -> unreadable(misfit, payload))
                .orElseGet(() -> fitting(type, payload));
    }

    private Reading fitting(EventType type, JsonNode payload) {
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
