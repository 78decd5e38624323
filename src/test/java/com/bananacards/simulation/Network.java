package com.bananacards.simulation;

import com.bananacards.bananatech.FactsInMemory;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.Reading;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Carries webhooks, badly; and keeps the issuer's records of them, perhaps with holes. */
final class Network {

    private static final IssuerFacts READER = FactsInMemory.byDefault();
    private static final List<String> TYPES = List.of(
            "CARD_STATUS_CHANGE", "CARD_RECHARGE_RESULT", "CARD_BALANCE_CHANGE", "CARD_UNKNOWN");
    private static final long[] DELAYS = {40, 3_000, 14_000, 70_000, 400_000, 1_300_000};

    private final Scheduler scheduler;
    private final Chaos chaos;
    private final Setting.Weather weather;
    private final Story story;
    private final List<Record> records = new ArrayList<>();
    private final Set<Long> untold = new HashSet<>();
    private Door door = (type, identity, reading) -> {};
    private int sent;

    /** Where webhooks arrive. */
    interface Door {
        void arrived(String type, String identity, Reading reading);
    }

    /** A record of a webhook, to be read from this time on. */
    record Record(String type, Reading reading, Instant at, Instant visible, int number) {}

    Network(Scheduler scheduler, Chaos chaos, Setting.Weather weather, Story story) {
        this.weather = weather;
        this.scheduler = scheduler;
        this.chaos = chaos;
        this.story = story;
    }

    void deliverTo(Door newDoor) {
        door = newDoor;
    }

    /** The issuer tells something about a card. */
    void tell(String type, long card, Payload payload) {
        int number = ++sent;
        Reading reading = READER.read(type, payload.bytes());
        story.tell("webhook %d: %s %s", number, type, payload);
        boolean recorded = record(type, reading, number);
        boolean delivered = send(type, payload, reading, number);
        if (!recorded && !delivered) {
            untold.add(card);
        }
    }

    /** Something about a card changes that no webhook says. */
    void cannotTell(long card) {
        untold.add(card);
    }

    private boolean record(String type, Reading reading, int number) {
        int kept = weather.forgetful() ? chaos.fault(1, 3, 1) : chaos.fault(12, 1, 1);
        if (kept == 1) {
            story.tell("webhook %d is not in the records", number);
            return false;
        }
        Instant now = scheduler.now();
        records.add(new Record(type, reading, now, kept == 2 ? now.plusSeconds(120) : now, number));
        return true;
    }

    private boolean send(String type, Payload payload, Reading reading, int number) {
        int fate = weather.slow()
                ? chaos.fault(6, 20, 3, 4, 1, 1, 4)
                : chaos.fault(16, 8, 4, 2, 1, 1, 2);
        switch (fate) {
            case 1, 6 -> arrive(type, "" + number, reading, delay());
            case 2 -> story.tell("webhook %d is lost", number);
            case 3 -> {
                arrive(type, "" + number, reading, DELAYS[0]);
                arrive(type, number + "again", reading, delay());
            }
            case 4 -> {
                String other = TYPES.get(chaos.detail(1, 1, 1, 1));
                arrive(other, "" + number, READER.read(other, payload.bytes()), DELAYS[0]);
            }
            case 5 -> {
                byte[] garbage = "{\"card_id\":".getBytes(StandardCharsets.UTF_8);
                arrive(type, "" + number, READER.read(type, garbage), DELAYS[0]);
            }
            default -> arrive(type, "" + number, reading, DELAYS[0]);
        }
        if (fate == 6) {
            arrive(type, "" + number, reading, delay());
        }
        return fate != 2 && fate != 4 && fate != 5;
    }

    private long delay() {
        return DELAYS[chaos.detail(2, 2, 2, 2, 2, 1)];
    }

    private void arrive(String type, String identity, Reading reading, long delay) {
        scheduler.in(delay, () -> {
            story.tell("webhook %s arrives as %s", identity, type);
            door.arrived(type, identity, reading);
        });
    }

    /** The records since a time, as they can be read now. */
    List<Record> since(Instant time) {
        Instant now = scheduler.now();
        return records.stream()
                .filter(one -> !one.at().isBefore(time) && !one.visible().isAfter(now))
                .toList();
    }

    /** True when a webhook about this card was neither delivered nor recorded as it was. */
    boolean hasUntold(long card) {
        return untold.contains(card);
    }
}
