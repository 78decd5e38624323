package com.bananacards.reconciliation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardApplyResult;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.Template;
import com.bananacards.cards.RestoredCards;
import com.bananacards.cards.Templates;
import com.bananacards.webhooks.CardOrigin;
import com.bananacards.webhooks.CardOrigins;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out where cards come from that are not here yet, before their records are applied. */
@ApplicationScoped
class RebuiltOrigins {

    private final RestoredCards cards;
    private final CardOrigins origins;
    private final Templates templates;
    private final Clock clock;

    @Inject
    RebuiltOrigins(RestoredCards cards, CardOrigins origins, Templates templates, Clock clock) {
        this.cards = cards;
        this.origins = origins;
        this.templates = templates;
        this.clock = clock;
    }

    /** Those of these numbers of which nothing is known. */
    Uni<Set<Long>> missing(Set<Long> numbers) {
        return cards.known(numbers)
                .chain(here -> origins.find(numbers).map(found -> {
                    Set<Long> missing = new HashSet<>(numbers);
                    missing.removeAll(here);
                    missing.removeAll(found.keySet());
                    return missing;
                }));
    }

    /** A physical card. @param templateId null where the issuer's information does not name it */
    Uni<Void> assigned(CardRef card, @Nullable Long templateId) {
        return known().chain(all -> origins.keep(
                List.of(origin(card, templateId == null ? onlyPhysical(all) : templateId, true))));
    }

    /** The cards of which these facts say themselves whose they are. */
    Uni<Void> told(List<IssuerFact> facts) {
        Map<Long, IssuerFact> makers = new HashMap<>();
        facts.stream().filter(RebuiltOrigins::namesOwner).forEach(fact -> {
            if (fact.card() != null) {
                makers.put(fact.card(), fact);
            }
        });
        return makers.isEmpty()
                ? Uni.createFrom().voidItem()
                : missing(makers.keySet())
                        .chain(missing -> known().chain(all -> origins.keep(makers.values().stream()
                                .filter(fact -> missing.contains(fact.card()))
                                .map(fact -> origin(fact, all))
                                .toList())));
    }

    private static boolean namesOwner(IssuerFact fact) {
        return switch (fact) {
            case CardApplyResult applied -> applied.result() == Result.SUCCESS;
            case CardAssignResult assigned ->
                assigned.result() == Result.SUCCESS && assigned.user() != null;
            default -> false;
        };
    }

    private CardOrigin origin(IssuerFact fact, List<Template> all) {
        CardRef card = new CardRef(
                java.util.Objects.requireNonNull(fact.user()),
                java.util.Objects.requireNonNull(fact.card()));
        return fact instanceof CardApplyResult applied
                ? origin(card, applied.templateId(), needsActivation(all, applied.templateId()))
                : origin(card, onlyPhysical(all), true);
    }

    private CardOrigin origin(CardRef card, @Nullable Long template, boolean needsActivation) {
        return new CardOrigin(
                card.cardId(), card.userId(), template, needsActivation, clock.instant());
    }

    private static boolean needsActivation(List<Template> all, long id) {
        return Templates.named(all, id).map(Template::needsActivation).orElse(false);
    }

    private static @Nullable Long onlyPhysical(List<Template> all) {
        List<Long> physical = all.stream()
                .filter(one -> Boolean.TRUE.equals(one.physical()))
                .map(Template::id)
                .toList();
        return physical.size() == 1 ? physical.getFirst() : null;
    }

    private Uni<List<Template>> known() {
        return templates.known().map(found -> found.orElse(List.of()));
    }
}
