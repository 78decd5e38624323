package com.bananacards.reconciliation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.EventType;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.IssuerReads.IssuerUser;
import com.bananacards.bananatech.IssuerReads.WebhookRecord;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.bananatech.Reading;
import com.bananacards.cardholders.RestoredCardholders;
import com.bananacards.cardholders.RestoredCardholders.Numbered;
import com.bananacards.webhooks.RestoredFacts;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a rebuild takes from the list of users, and whose their assigned cards are. */
@ApplicationScoped
class RebuiltPeople {

    private final IssuerReads issuer;
    private final IssuerFacts facts;
    private final RestoredCardholders cardholders;
    private final RebuiltOrigins origins;
    private final RestoredFacts inbox;
    private final RebuildPace pace;
    private final RebuildConfig config;

    @Inject
    RebuiltPeople(
            IssuerReads issuer,
            IssuerFacts facts,
            RestoredCardholders cardholders,
            RebuiltOrigins origins,
            RestoredFacts inbox,
            RebuildPace pace,
            RebuildConfig config) {
        this.issuer = issuer;
        this.facts = facts;
        this.cardholders = cardholders;
        this.origins = origins;
        this.inbox = inbox;
        this.pace = pace;
        this.config = config;
    }

    /** A page of users becomes cardholders. */
    Uni<RebuildPlace> users(RebuildPlace place) {
        return page(place, cardholders::restore);
    }

    /** A page of users: the registrations of which no record told. Only when all records were tried. */
    Uni<RebuildPlace> decisions(RebuildPlace place) {
        return inbox.isBusy()
                .chain(busy -> busy
                        ? pace.pause(config.digest()).replaceWith(place)
                        : page(
                                place,
                                user -> cardholders.decide(user).replaceWith(Optional.empty())));
    }

    private Uni<RebuildPlace> page(
            RebuildPlace place, Function<IssuerUser, Uni<Optional<String>>> work) {
        return pace.call(() -> issuer.users(null, place.skipped(), config.page()))
                .chain(page -> page.isPastTheEnd()
                        ? Uni.createFrom().item(place.end())
                        : one(page.rows(), work)
                                .map(out -> place.skipping(page.sent()).leaving(out)));
    }

    private static Uni<List<String>> one(
            List<IssuerUser> users, Function<IssuerUser, Uni<Optional<String>>> work) {
        return Multi.createFrom()
                .iterable(users)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .asList()
                .map(said -> said.stream().flatMap(Optional::stream).toList());
    }

    /** The cards that were assigned to the next cardholder; each is asked for under them, and must be theirs. */
    Uni<RebuildPlace> owners(RebuildPlace place) {
        return cardholders
                .after(place.after(), 1)
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(place.end())
                        : owner(next.getFirst(), place));
    }

    private Uni<RebuildPlace> owner(Numbered owner, RebuildPlace place) {
        return pace.call(() -> issuer.webhookRecords(
                        EventType.CARD_ASSIGN_RESULT,
                        owner.userId(),
                        place.skipped(),
                        config.page()))
                .chain(page -> page.isPastTheEnd()
                        ? Uni.createFrom().item(place.past(owner.id()))
                        : origins.missing(assigned(page.rows(), owner.userId()))
                                .chain(cards -> keep(cards, owner.userId()))
                                .replaceWith(place.skipping(page.sent())));
    }

    private Set<Long> assigned(List<WebhookRecord> records, long userId) {
        return records.stream()
                .map(record -> facts.readRecord(record.type(), record.payload()))
                .filter(reading -> reading instanceof Reading.Read(CardAssignResult fact, var key)
                        && fact.result() == Result.SUCCESS
                        && (fact.user() == null || fact.user() == userId))
                .map(Reading::card)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private Uni<Void> keep(Set<Long> cards, long userId) {
        return Multi.createFrom()
                .iterable(cards)
                .onItem()
                .transformToUniAndConcatenate(card -> keep(new CardRef(userId, card)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The issuer refuses to tell of a card under a user who does not own it. */
    private Uni<Void> keep(CardRef card) {
        return pace.call(() -> issuer.information(card))
                .map(Optional::of)
                .onFailure(IssuerRefused.class)
                .recoverWithItem(Optional.empty())
                .chain(information -> information
                        .map(found -> origins.assigned(card, found.templateId()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
