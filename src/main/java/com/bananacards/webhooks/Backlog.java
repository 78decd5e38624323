package com.bananacards.webhooks;

import com.bananacards.bananatech.EffectKey;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.IssuerReads.Listed;
import com.bananacards.bananatech.IssuerReads.WebhookRecord;
import com.bananacards.bananatech.Reading;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The inbox's second door: what reconciliation read of the issuer's webhook records. */
@ApplicationScoped
public class Backlog {

    private static final String KNOWN =
            "SELECT key FROM effect WHERE key = ANY ($1)" + Memory.SINCE;

    private final Arrivals arrivals;
    private final Inbox inbox;
    private final IssuerFacts facts;
    private final DeliveryMetrics metrics;
    private final Waiting waiting;
    private final Pool pool;

    @Inject
    Backlog(
            Arrivals arrivals,
            Inbox inbox,
            IssuerFacts facts,
            DeliveryMetrics metrics,
            Waiting waiting,
            Pool pool) {
        this.arrivals = arrivals;
        this.inbox = inbox;
        this.facts = facts;
        this.metrics = metrics;
        this.waiting = waiting;
        this.pool = pool;
    }

    /**
     * Stores the records whose effect was not had yet, as far back as that is remembered; gives back how many were new.
     * Counts what can't be read.
     */
    public Uni<Integer> store(Listed<WebhookRecord> page) {
        for (int row = 0; row < page.unreadable(); row++) {
            metrics.received(DeliveryMetrics.OTHER, "unreadable");
        }
        return store(page.rows(), Source.BACKFILL);
    }

    /** A record, and the effect that it has; null when it can't be read. */
    private record Told(WebhookRecord record, @Nullable EffectKey effect) {}

    Uni<Integer> store(List<WebhookRecord> records, Source source) {
        List<Told> told = records.stream()
                .filter(this::hasAName)
                .map(record -> new Told(record, effect(record)))
                .toList();
        return withoutHad(told)
                .chain(lost -> source == Source.BACKFILL
                        ? withoutWaiting(lost)
                        : Uni.createFrom().item(lost))
                .chain(lost -> storeAll(lost, source));
    }

    /** No event's name is that long: it would not be let in at the front door either. */
    private boolean hasAName(WebhookRecord record) {
        boolean isTooLong = record.type().length() > WebhookRequest.MAX_TYPE;
        if (isTooLong) {
            metrics.received(DeliveryMetrics.OTHER, "unreadable");
        }
        return !isTooLong;
    }

    private Uni<List<Told>> withoutHad(List<Told> told) {
        return known(effects(told))
                .map(known -> told.stream()
                        .filter(one -> one.effect() == null
                                || !(known.has(one.effect()) || known.isBefore(one.effect())))
                        .toList());
    }

    /** What came, and waits to be applied, was not lost. */
    private Uni<List<Told>> withoutWaiting(List<Told> told) {
        return waiting.of(effects(told))
                .map(here -> told.stream()
                        .filter(one -> one.effect() == null || !here.contains(one.effect()))
                        .toList());
    }

    private static List<EffectKey> effects(List<Told> told) {
        return told.stream().map(Told::effect).filter(Objects::nonNull).toList();
    }

    private Uni<Integer> storeAll(List<Told> lost, Source source) {
        return lost.isEmpty()
                ? Uni.createFrom().item(0)
                : Uni.join()
                        .all(lost.stream()
                                .map(one -> store(one.record(), source))
                                .toList())
                        .andFailFast()
                        .map(all -> (int) all.stream().filter(fresh -> fresh).count());
    }

    private Uni<Boolean> store(WebhookRecord record, Source source) {
        String identity = record.createdAt() + new String(record.payload(), StandardCharsets.UTF_8);
        return inbox.store(arrivals.of(record.type(), record.payload(), identity, source, null))
                .invoke(fresh -> {
                    if (fresh) {
                        metrics.received(
                                record.type(), source == Source.REBUILD ? "rebuilt" : "backfilled");
                    }
                });
    }

    private Uni<Memory> known(List<EffectKey> effects) {
        io.vertx.core.buffer.Buffer[] keys = effects.stream()
                .map(key -> Buffer.buffer(key.bytes()).getDelegate())
                .toArray(io.vertx.core.buffer.Buffer[]::new);
        return pool.preparedQuery(KNOWN).execute(Tuple.of(keys)).map(rows -> {
            List<byte[]> found = new ArrayList<>();
            rows.forEach(row -> found.add(row.getBuffer("key").getBytes()));
            return Memory.of(found);
        });
    }

    private @Nullable EffectKey effect(WebhookRecord record) {
        return facts.readRecord(record.type(), record.payload()) instanceof Reading.Read read
                ? read.effect()
                : null;
    }
}
