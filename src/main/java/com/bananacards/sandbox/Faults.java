package com.bananacards.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The script of faults. The first fault that strikes wins; one fault a call or webhook. */
final class Faults implements Part {

    private static final int FAULTS_AT_MOST = 1_000;
    private static final Set<String> MEMBERS =
            Set.of("kind", "match", "times", "probability", "delay_ms", "seed", "copies", "text");
    private static final Set<String> MATCHES = Set.of("endpoint", "event", "card_id", "user_id");

    private final Table<Fault> script = new Table<>(
            FAULTS_AT_MOST, fault -> false, saved -> new Fault(saved.getLong("id"), saved));
    private long added;

    /** Takes a whole script or, when one line of it is wrong, nothing. */
    JsonArray add(JsonArray lines) {
        List<Fault> faults = new ArrayList<>();
        for (Object line : lines) {
            faults.add(read(line, added + faults.size() + 1));
        }
        added += faults.size();
        JsonArray accepted = new JsonArray();
        faults.forEach(fault -> accepted.add(script.add(fault).toJson()));
        return accepted;
    }

    private static Fault read(Object line, long number) {
        if (!(line instanceof JsonObject wish) || !MEMBERS.containsAll(wish.fieldNames())) {
            throw new BadEnvelope("a fault has an unknown member or is no object");
        }
        try {
            JsonObject match = wish.getJsonObject("match", new JsonObject());
            if (!MATCHES.containsAll(match.fieldNames())) {
                throw new BadEnvelope("a fault matches on an unknown member");
            }
            // The place in the script is the seed when none is given: repeatable, not correlated.
            JsonObject seeded = new JsonObject().put("seed", number).mergeIn(wish);
            return new Fault(number, seeded);
        } catch (ClassCastException | NullPointerException | IllegalArgumentException wrong) {
            throw new BadEnvelope("a fault has a wrong value");
        }
    }

    Optional<Fault> onCall(Endpoint endpoint, JsonObject members) {
        return first(true, members.copy().put("endpoint", endpoint.name()));
    }

    Optional<Fault> onWebhook(WebhookRecord webhook) {
        JsonObject facts = new JsonObject()
                .put("event", webhook.type())
                .put("user_id", webhook.userId())
                .put("card_id", webhook.cardId());
        return first(false, facts);
    }

    private Optional<Fault> first(boolean onCalls, JsonObject facts) {
        return script.all().stream()
                .filter(fault -> fault.kind.onCalls() == onCalls)
                .filter(fault -> fault.strikes(facts))
                .findFirst();
    }

    JsonArray view() {
        JsonArray list = new JsonArray();
        script.all().forEach(fault -> list.add(fault.toJson()));
        return list;
    }

    @Override
    public JsonObject save() {
        return new JsonObject().put("script", script.save()).put("added", added);
    }

    @Override
    public void load(JsonObject saved) {
        script.load(saved.getJsonObject("script"));
        added = saved.getLong("added");
    }

    @Override
    public void reset() {
        script.reset();
        added = 0;
    }
}
