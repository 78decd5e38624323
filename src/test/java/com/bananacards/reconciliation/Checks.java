package com.bananacards.reconciliation;

import com.bananacards.bananatech.BananatechConfig.Literals;
import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Testimony;
import com.bananacards.testsupport.IssuerSettings;
import com.bananacards.testsupport.Settings;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Production's rules of settlement, by default settings, for whoever asks the issuer in its place. */
public final class Checks {

    private static final OperationsConfig SETTLEMENT = Settings.of(OperationsConfig.class);
    private static final ReconciliationConfig CONFIG = Settings.of(ReconciliationConfig.class);
    private static final Patience PATIENCE = new Patience(SETTLEMENT, CONFIG);
    private static final Literals LITERALS = IssuerSettings.with(Map.of()).literals();

    public static final Duration OVERLAP = CONFIG.overlap();
    public static final Duration FIRST_LOOK = CONFIG.firstLook();
    public static final Duration MATCH_WITHIN = CONFIG.matchWithin();
    public static final Duration NUDGE_EVERY = SETTLEMENT.nudgeEvery();
    public static final int BATCH = CONFIG.batch();

    private Checks() {}

    public static Instant nextCheck(int checks, double chance, Instant now) {
        return PATIENCE.nextCheck(checks, chance, now);
    }

    public static boolean isPastDeadline(Operation operation, Instant now) {
        return PATIENCE.isPastDeadline(operation, now);
    }

    public static boolean isGivenUp(Operation operation, Instant now) {
        return PATIENCE.isGivenUp(operation, now);
    }

    /** What was read of the issuer, piece by piece. A null could not be read. */
    public static final class Seen {
        public @Nullable List<TransactionCreated> transactions;
        public @Nullable CardBalance card;
        public @Nullable CardInformation information;
        public boolean noSuchCard;
        public @Nullable AccountBalance account;
        private final Instant since;
        public Set<Long> taken = Set.of();
        public long others;
        private List<Sight.Unnumbered> unnumbered = List.of();

        /** These others were carried out by nobody knows which transaction. */
        public void unnumbered(List<Operation> operations) {
            unnumbered = operations.stream()
                    .flatMap(one -> Sight.Unnumbered.of(one, SETTLEMENT.clockSkew()))
                    .toList();
        }

        /** @param since when the first of it was read */
        public Seen(Instant since) {
            this.since = since;
        }

        private Sight sight() {
            return new Sight(
                    Optional.ofNullable(transactions),
                    transactions != null && transactions.size() < CONFIG.cardTransactions(),
                    taken,
                    unnumbered,
                    Optional.ofNullable(card),
                    Optional.ofNullable(information),
                    noSuchCard,
                    Optional.ofNullable(account),
                    others);
        }
    }

    /** What the evidence comes to, and who said what. */
    public record Weighed(Conclusion conclusion, List<Testimony> testimonies) {}

    /** A conclusion as others see it. @param facts the events that were not sent; none when it was not carried out */
    public record Conclusion(boolean notMoved, List<IssuerFact> facts) {}

    public static Weighed weigh(Operation operation, Optional<CardRef> ref, Seen seen) {
        Instant earliest = operation.begunAt().minus(SETTLEMENT.clockSkew());
        Instant asOf = seen.since.minus(SETTLEMENT.clockSkew());
        MoneyEvidence evidence =
                new MoneyEvidence(MoneyCase.of(operation, earliest), seen.sight(), LITERALS);
        MoneyConclusion conclusion = MoneyConclusion.of(
                operation, ref, evidence, earliest, asOf, PATIENCE.isRipe(operation, seen.since));
        return new Weighed(
                switch (conclusion) {
                    case MoneyConclusion.CarriedOut carried ->
                        new Conclusion(false, carried.facts());
                    case MoneyConclusion.NotMoved ignored -> new Conclusion(true, List.of());
                    case MoneyConclusion.Undecided ignored -> new Conclusion(false, List.of());
                },
                evidence.testimonies());
    }
}
