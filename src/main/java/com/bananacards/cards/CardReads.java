package com.bananacards.cards;

import com.bananacards.database.DatabaseConfig;
import com.bananacards.http.Conditions;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.Problem;
import com.bananacards.operations.Nudges;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationRows;
import com.bananacards.security.Caller;
import com.bananacards.security.Owned;
import com.bananacards.security.OwnedColumns;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The cards that a caller may see. */
@ApplicationScoped
public class CardReads {

    private final Nudges nudges;
    private final OwnedColumns cards;

    @Inject
    CardReads(Nudges nudges, Pool pool, DatabaseConfig config) {
        this.nudges = nudges;
        cards = Owned.columns(pool, config, CardRows.SEEN);
    }

    /** What a list is narrowed to. */
    record Filter(
            Optional<UUID> cardholderId,
            Optional<CardStatus> status,
            Optional<CardType> type,
            Optional<String> last4) {}

    /** @throws Problem {@code not_found}, also for another's */
    public Uni<Card> find(Caller caller, UUID id) {
        return Owned.CARDS.find(Card.class, caller, id);
    }

    /** A card and how the issuer names it. @throws Problem {@code not_found}, also for another's */
    public Uni<Cards.Ready> named(Caller caller, UUID id) {
        return Panache.withSession(() -> find(caller, id)
                .chain(card -> Cards.owner(card)
                        .map(owner -> new Cards.Ready(card, card.ref(Cards.issuerUserId(owner))))));
    }

    /** Our ids of the issuer's numbers, as far as they are here; may be asked for no number (null), too. */
    public Uni<Map<Long, UUID>> idsByNumber(Collection<Long> numbers) {
        return numbers.isEmpty()
                ? Uni.createFrom().item(new HashMap<>())
                : Panache.withSession(() -> Card.<Card>list("issuerCardId in ?1", numbers))
                        .map(found -> found.stream()
                                .collect(Collectors.toMap(card -> card.issuerCardId, Card::id)));
    }

    /** For an operator's search: open operations are left out. */
    public Uni<List<CardView>> byId(UUID id) {
        return search("id = ?1", id, 1);
    }

    public Uni<List<CardView>> byIssuerNumber(long number) {
        return search("issuerCardId = ?1", number, 1);
    }

    public Uni<List<CardView>> byLast4(String last4, int most) {
        return search("last4 = ?1 order by id desc", last4, most);
    }

    private static Uni<List<CardView>> search(String condition, Object value, int most) {
        return Panache.withSession(() -> Card.<Card>find(condition, value)
                .range(0, most - 1)
                .list()
                .map(found ->
                        found.stream().map(card -> CardView.of(card, null)).toList()));
    }

    /** One query for all that are asked for at the same time, no entity and no session, unless something is open for it. */
    Uni<CardView> get(Caller caller, UUID id) {
        return cards.one(caller, id)
                .chain(row -> CardRows.isOpenFor(row)
                        ? getWithOpen(caller, id)
                        : Uni.createFrom().item(CardView.of(CardRows.card(row), null)));
    }

    private Uni<CardView> getWithOpen(Caller caller, UUID id) {
        return Panache.withSession(() -> find(caller, id)
                        .chain(card ->
                                OperationRows.open(List.of(id)).map(open -> new Seen(card, open))))
                .call(seen -> seen.open().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : nudges.seen(seen.open().getFirst()))
                .map(Seen::view);
    }

    /** A card and its open operation, if there is one. */
    private record Seen(Card card, List<Operation> open) {
        CardView view() {
            return CardView.of(card, open.isEmpty() ? null : open.getFirst());
        }
    }

    Uni<Page<CardView>> list(Caller caller, Filter filter, Paging paging) {
        Conditions conditions = Conditions.none()
                .where("cardholderId", filter.cardholderId())
                .where("status", filter.status())
                .where("type", filter.type())
                .where("last4", filter.last4());
        return Panache.withSession(() -> Owned.CARDS
                .page(Card.class, caller, conditions, paging)
                .chain(CardReads::views)
                .map(views -> Page.of(
                        views,
                        paging.limit(),
                        view -> Paging.cursor(view.id()),
                        Function.identity())));
    }

    /** Two queries for however many cards: the open operations come with one. */
    private static Uni<List<CardView>> views(List<Card> cards) {
        return OperationRows.open(cards.stream().map(Card::id).toList()).map(open -> {
            Map<UUID, Operation> byCard = open.stream()
                    .collect(Collectors.toMap(
                            Operation::cardId, Function.identity(), (one, other) -> one));
            return cards.stream()
                    .map(card -> CardView.of(card, byCard.get(card.id)))
                    .toList();
        });
    }
}
