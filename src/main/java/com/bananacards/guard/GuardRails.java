package com.bananacards.guard;

import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.money.Money;
import com.bananacards.operations.Blockers;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.Rails;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Holds every command against what is stopped, and those that move money against the caps. */
@ApplicationScoped
class GuardRails implements Rails {

    private static final Set<OperationKind> MOVING_MONEY =
            Set.of(OperationKind.CARD_RECHARGE, OperationKind.CARD_APPLY);
    private static final Duration WORTH_ANOTHER_TRY = Duration.ofMinutes(1);

    private final Switches switches;
    private final Spending spending;
    private final GuardConfig config;
    private final Clock clock;

    @Inject
    GuardRails(Switches switches, Spending spending, GuardConfig config, Clock clock) {
        this.switches = switches;
        this.spending = spending;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Uni<Void> mayBegin(String kind, Blockers blockers) {
        return switches.isStopped(StoppableKind.valueOf(kind))
                .invoke(stopped -> {
                    if (stopped) {
                        blockers.add(Problem.of(ProblemType.OPERATION_STOPPED)
                                .retryAfter(WORTH_ANOTHER_TRY));
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Instant>> check(Intent intent, Blockers blockers) {
        Uni<Void> begun = mayBegin(intent.kind().name(), blockers);
        Money amount = intent.amount();
        return amount == null || !MOVING_MONEY.contains(intent.kind())
                ? begun.replaceWith(Optional.empty())
                : begun.chain(() -> caps(intent, amount, blockers));
    }

    private Uni<Optional<Instant>> caps(Intent intent, Money amount, Blockers blockers) {
        Instant now = clock.instant();
        Uni<Spent> spent = countsNothing()
                ? Uni.createFrom().item(Spent.NOTHING)
                : spending.lockAndCount(intent, amount.currency(), blockers.resumed(), now);
        return spent.map(already -> {
            Caps.faults(config, intent, amount, already, now).forEach(blockers::add);
            return config.approvalAbove()
                    .filter(most -> amount.amount().compareTo(most) > 0)
                    .map(most -> now.plus(config.approvalWithin()));
        });
    }

    @Override
    public boolean needsTwoPeople(Operation operation) {
        Money amount = operation.amount();
        return amount != null
                && config.approvalAbove()
                        .filter(most -> amount.amount().compareTo(most) > 0)
                        .isPresent();
    }

    private boolean countsNothing() {
        return config.cardPerDay().isEmpty()
                && config.cardholderPerDay().isEmpty()
                && config.merchantPerDay().isEmpty()
                && config.rechargesPerCardAndHour().isEmpty()
                && config.coolDown().isZero();
    }
}
