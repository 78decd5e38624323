package com.bananacards.webhooks;

import com.bananacards.bananatech.EffectKey;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.Reading;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what came by webhook and has not had its effect yet: it waits for its batch, or is parked. What may be of two
 * types is not of one of them here: the record decides.
 */
@ApplicationScoped
class Waiting {

    /** A fingerprint begins with the issuer's time, so those of one moment stand side by side, in one partition. */
    private static final String AT_THAT_TIME = """
        SELECT d.id, d.type, d.payload, d.payload_key
        FROM unnest($1::bytea[], $2::bytea[]) AS moment (low, high)
        CROSS JOIN LATERAL (SELECT id, type, payload, payload_key FROM delivery
                            WHERE fingerprint >= low AND fingerprint < high AND source = 'WEBHOOK'
                            LIMIT $3) d
        JOIN delivery_by_status s ON s.id = d.id AND s.status IN ('STORED', 'PARKED')\
        """;

    private final IssuerFacts facts;
    private final Payloads payloads;
    private final InboxConfig config;
    private final Pool pool;

    @Inject
    Waiting(IssuerFacts facts, Payloads payloads, InboxConfig config, Pool pool) {
        this.facts = facts;
        this.payloads = payloads;
        this.config = config;
        this.pool = pool;
    }

    /** Of these effects those that a webhook which is here will have. */
    Uni<Set<EffectKey>> of(Collection<EffectKey> effects) {
        List<Long> moments = effects.stream()
                .flatMap(effect -> effect.at().stream())
                .map(at -> at.toEpochMilli())
                .distinct()
                .toList();
        return moments.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : pool.preparedQuery(AT_THAT_TIME)
                        .execute(Tuple.of(keys(moments, 0), keys(moments, 1), config.momentLooks()))
                        .map(rows -> {
                            Set<EffectKey> found = new HashSet<>();
                            rows.forEach(row -> effect(row).ifPresent(found::add));
                            return found;
                        });
    }

    private static Buffer[] keys(List<Long> moments, int later) {
        return moments.stream()
                .map(at -> Buffer.buffer(
                        ByteBuffer.allocate(Long.BYTES).putLong(at + later).array()))
                .toArray(Buffer[]::new);
    }

    private Optional<EffectKey> effect(Row row) {
        return payloads.open(row)
                .map(plain -> facts.read(row.getString("type"), plain))
                .flatMap(reading -> reading instanceof Reading.Read read
                        ? Optional.of(read.effect())
                        : Optional.empty());
    }
}
