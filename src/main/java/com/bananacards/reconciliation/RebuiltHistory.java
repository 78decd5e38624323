package com.bananacards.reconciliation;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.IssuerReads.Listed;
import com.bananacards.bananatech.IssuerReads.WebhookRecord;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.bananatech.Reading;
import com.bananacards.cards.CardChecks;
import com.bananacards.cards.CardChecks.Due;
import com.bananacards.cards.RestoredCards;
import com.bananacards.webhooks.RestoredFacts;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a rebuild takes from the webhook records, and then from each card's information and transactions. */
@ApplicationScoped
class RebuiltHistory {

    private final IssuerReads issuer;
    private final IssuerFacts facts;
    private final RebuiltOrigins origins;
    private final RestoredFacts inbox;
    private final RestoredCards cards;
    private final CardChecks checks;
    private final RebuildPace pace;
    private final RebuildConfig config;
    private final ReconciliationConfig reconciliation;

    @Inject
    RebuiltHistory(
            IssuerReads issuer,
            IssuerFacts facts,
            RebuiltOrigins origins,
            RestoredFacts inbox,
            RestoredCards cards,
            CardChecks checks,
            RebuildPace pace,
            RebuildConfig config,
            ReconciliationConfig reconciliation) {
        this.issuer = issuer;
        this.facts = facts;
        this.origins = origins;
        this.inbox = inbox;
        this.cards = cards;
        this.checks = checks;
        this.pace = pace;
        this.config = config;
        this.reconciliation = reconciliation;
    }

    /** A page of records, once those before it were tried: so most of them come in the order they happened. */
    Uni<RebuildPlace> records(RebuildPlace place) {
        Instant since = place.since() == null ? config.since() : place.since();
        return digested(
                place,
                () -> pace.call(() -> issuer.webhookRecords(since, place.skipped(), config.page()))
                        .chain(page -> page.isPastTheEnd()
                                ? Uni.createFrom().item(place.end())
                                : origins.told(facts(page.rows()))
                                        .chain(() -> inbox.store(page.rows()))
                                        .replaceWith(next(place.skipping(0), since, page))));
    }

    /** Within a window the list is paged; a new window begins before the end of the last one. */
    private RebuildPlace next(RebuildPlace place, Instant since, Listed<WebhookRecord> page) {
        Instant newest = page.rows().isEmpty() ? since : page.rows().getLast().createdAt();
        Instant overlapping = newest.minus(reconciliation.overlap());
        boolean windowIsRead =
                !newest.isBefore(since.plus(config.window())) && overlapping.isAfter(since);
        return windowIsRead ? place.from(overlapping) : place.skipping(page.sent());
    }

    private List<IssuerFact> facts(List<WebhookRecord> records) {
        List<IssuerFact> read = new ArrayList<>();
        records.forEach(record -> {
            if (facts.readRecord(record.type(), record.payload()) instanceof Reading.Read found) {
                read.add(found.fact());
            }
        });
        return read;
    }

    /** The next card: what the issuer says it is now, and a page of its transactions. */
    Uni<RebuildPlace> card(RebuildPlace place) {
        return digested(
                place,
                () -> cards.after(place.after())
                        .chain(next -> next.map(due -> card(due, place))
                                .orElseGet(() -> Uni.createFrom().item(place.end()))));
    }

    private Uni<RebuildPlace> card(Due due, RebuildPlace place) {
        Uni<Void> held = place.skipped() > 0
                ? Uni.createFrom().voidItem()
                : pace.call(() -> issuer.information(due.ref()))
                        .chain(information -> checks.hold(due, information));
        return held.chain(() -> pace.call(
                        () -> issuer.transactions(due.ref(), place.skipped(), config.page())))
                .chain(page -> inbox.store(page.rows())
                        .replaceWith(
                                page.isPastTheEnd()
                                        ? place.past(due.cardId())
                                        : place.skipping(page.sent())))
                .onFailure(IssuerRefused.class)
                .recoverWithItem(refused -> place.past(due.cardId())
                        .leaving(List.of("card " + due.ref().cardId()
                                + ": the issuer refused to tell of it now")));
    }

    /** Everything that was parked for want of something is tried once more. */
    Uni<RebuildPlace> parked(RebuildPlace place) {
        return digested(
                place,
                () -> place.skipped() > 0
                        ? Uni.createFrom().item(place.end())
                        : inbox.retryParked().replaceWith(place.skipping(1)));
    }

    private Uni<RebuildPlace> digested(RebuildPlace place, Supplier<Uni<RebuildPlace>> work) {
        return inbox.isBusy()
                .chain(busy -> busy ? pace.pause(config.digest()).replaceWith(place) : work.get());
    }
}
