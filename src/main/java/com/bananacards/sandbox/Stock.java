package com.bananacards.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The physical cards the provider knows, with what is to go wrong with each. */
final class Stock implements Part {

    static final String PROVIDER_ERROR = "provider_error";
    static final String REJECT_ACTIVATION = "reject_activation";
    static final String REFUSE_ACTIVATION = "refuse_activation";
    static final List<String> MARKS = List.of(PROVIDER_ERROR, REJECT_ACTIVATION, REFUSE_ACTIVATION);

    private static final String GUIDES_SAMPLE = "1234567890123456";
    private static final long FIRST_NUMBER = 4_926_173_805_190_001L;
    private static final int NUMBERS = 50;

    private final Map<String, JsonObject> cards = new LinkedHashMap<>();
    private final int limit;

    Stock(int limit) {
        this.limit = limit;
        reset();
    }

    /** Adds a number or changes its marks; an assigned one stays assigned. */
    void put(String number, JsonObject marks) {
        if (cards.size() >= limit && !cards.containsKey(number)) {
            throw new SandboxFull();
        }
        JsonObject entry = cards.computeIfAbsent(number, fresh -> entry(number));
        MARKS.forEach(mark -> entry.put(mark, marks.getBoolean(mark, false)));
    }

    private static JsonObject entry(String number) {
        JsonObject entry = new JsonObject().put("card_number", number).put("assigned", false);
        MARKS.forEach(mark -> entry.put(mark, false));
        return entry;
    }

    /** Why the number cannot be assigned now; empty when it can. */
    Optional<Reason> obstacle(String number) {
        JsonObject entry = cards.get(number);
        if (entry == null) {
            return Optional.of(Reason.CARD_NUMBER_UNKNOWN);
        }
        if (entry.getBoolean(PROVIDER_ERROR)) {
            return Optional.of(Reason.PROVIDER_ERROR);
        }
        boolean taken = entry.getBoolean("assigned");
        return taken ? Optional.of(Reason.CARD_ALREADY_ASSIGNED) : Optional.empty();
    }

    void assign(String number) {
        cards.computeIfPresent(number, (same, entry) -> entry.put("assigned", true));
    }

    boolean marked(String number, String mark) {
        JsonObject entry = cards.get(number);
        return entry != null && entry.getBoolean(mark);
    }

    long free() {
        return cards.values().stream()
                .filter(entry -> !entry.getBoolean("assigned"))
                .count();
    }

    JsonArray view() {
        JsonArray list = new JsonArray();
        cards.values().forEach(entry -> list.add(entry.copy()));
        return list;
    }

    @Override
    public JsonObject save() {
        return new JsonObject().put("cards", view());
    }

    @Override
    public void load(JsonObject saved) {
        cards.clear();
        for (Object entry : saved.getJsonArray("cards")) {
            JsonObject card = (JsonObject) entry;
            cards.put(card.getString("card_number"), card);
        }
    }

    @Override
    public void reset() {
        cards.clear();
        cards.put(GUIDES_SAMPLE, entry(GUIDES_SAMPLE));
        for (long number = FIRST_NUMBER; number < FIRST_NUMBER + NUMBERS; number++) {
            String text = Long.toString(number);
            cards.put(text, entry(text));
        }
    }
}
