package com.bananacards.cards;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.CardStatusChange;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationLines;
import com.bananacards.operations.OperationRows;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Telling;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;

/** Brings in what the issuer's information about a card says: by the same rules as its webhooks. */
@ApplicationScoped
public class CardEvidence {

    static final String WITNESS = "card_information";

    private final Scenes scenes;
    private final CardFacts facts;
    private final Journal journal;
    private final CardFindings findings;
    private final Clock clock;

    @Inject
    CardEvidence(
            Scenes scenes,
            CardFacts facts,
            Journal journal,
            CardStatuses statuses,
            OperationsConfig settlement,
            Clock clock) {
        this.scenes = scenes;
        this.facts = facts;
        this.journal = journal;
        this.findings = new CardFindings(facts, statuses, settlement);
        this.clock = clock;
    }

    /** The issuer's number of a cardholder. */
    public Uni<Long> owner(UUID cardholderId) {
        return Panache.withSession(() -> Cardholder.<Cardholder>findById(cardholderId))
                .map(found -> Objects.requireNonNull(found.issuerUserId()));
    }

    /** The card of an operation, as the issuer names it. */
    public Uni<CardRef> ref(Operation operation) {
        return Panache.withSession(() -> Card.<Card>findById(operation.cardId())
                .chain(card ->
                        Cards.owner(card).map(owner -> card.ref(Cards.issuerUserId(owner)))));
    }

    /** An assignment that waits for its card, and the issuer's number of its cardholder. */
    public record Candidate(UUID operationId, long userId) {}

    /** The assignments that wait for their card, the oldest first. */
    public Uni<List<Candidate>> waitingAssignments(int limit) {
        return Panache.withSession(() -> OperationRows.waiting(OperationKind.CARD_ASSIGN, limit)
                .chain(waiting -> Cardholder.<Cardholder>list(
                                "id in ?1 and issuerUserId is not null",
                                waiting.stream().map(Operation::cardholderId).toList())
                        .map(owners -> candidates(waiting, owners))));
    }

    private static List<Candidate> candidates(List<Operation> waiting, List<Cardholder> owners) {
        List<Candidate> candidates = new ArrayList<>();
        waiting.forEach(operation -> owners.stream()
                .filter(owner -> owner.id().equals(operation.cardholderId()))
                .forEach(owner -> candidates.add(new Candidate(
                        operation.id(), Objects.requireNonNull(owner.issuerUserId())))));
        return candidates;
    }

    /**
     * The assignment's card has this number at the issuer: what was parked for it can be applied. Does nothing when
     * the assignment was settled since it was found to wait.
     */
    public Uni<Void> knownAs(Candidate candidate, long issuerCardId) {
        return Panache.withTransaction(() -> OperationRows.lockIfAny(candidate.operationId())
                .chain(operation ->
                        operation == null || !OperationStatus.CHECKED.contains(operation.status())
                                ? Uni.createFrom().voidItem()
                                : match(operation, issuerCardId)));
    }

    private Uni<Void> match(Operation operation, long issuerCardId) {
        operation.knownAs(issuerCardId);
        Line line = OperationLines.about(
                        operation,
                        clock.instant(),
                        "CardMatched",
                        "The issuer says that its card " + issuerCardId
                                + " belongs to this assignment")
                .issuerCard(issuerCardId)
                .silent();
        return operation.flush().chain(() -> journal.append(List.of(line)));
    }

    /** The issuer knows the card that an assignment was for: it exists. True when that settled it. */
    public Uni<Boolean> assigned(Operation operation, long userId, long issuerCardId) {
        CardAssignResult fact = CardFindings.exists(operation, userId, issuerCardId);
        return tell(fact, (scene, telling) -> facts.apply(fact, scene, telling));
    }

    /**
     * The issuer's status of a card, told to the operation that waits for it. True when that settled it.
     *
     * @param asked when the issuer was asked
     */
    public Uni<Boolean> informed(Operation operation, CardRef ref, String status, Instant asked) {
        return findings.confirmed(operation.kind(), status)
                .map(said -> tell(
                        subject(ref),
                        (scene, telling) -> findings.informed(
                                operation, ref.cardId(), said, asked, scene, telling)))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    /** Has the card and what is open for it loaded. */
    private IssuerFact subject(CardRef ref) {
        return new CardStatusChange(ref.cardId(), Result.SUCCESS, false, null, clock.instant());
    }

    private Uni<Boolean> tell(IssuerFact subject, BiFunction<Scene, Telling, Applied> rule) {
        return Panache.withTransaction(() -> scenes.load(List.of(subject)).chain(scene -> {
            Telling telling = new Telling(null, WITNESS, clock.instant(), new ArrayList<>());
            Applied applied = rule.apply(scene, telling);
            return scenes.write(scene)
                    .chain(() -> Panache.flush())
                    .chain(() -> journal.append(telling.lines()))
                    .replaceWith(applied == Applied.APPLIED);
        }));
    }

    /** Why an operation of this kind failed that the issuer shows no trace of. The PIN is gone with the call. */
    public static String reasonNotDone(OperationKind kind) {
        return kind == OperationKind.CARD_ACTIVATE ? "enter_pin_again" : "not_carried_out";
    }
}
