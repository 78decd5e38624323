package com.bananacards.funding;

import com.bananacards.bananatech.IssuerFailure;
import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.money.Money;
import com.bananacards.money.MoneyConfig;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The merchant's account at the issuer. What was read is kept, for when the issuer can't be asked. */
@ApplicationScoped
class Accounts {

    private static final String KEEP = """
        INSERT INTO account_balance (balance, currency, as_of) VALUES ($1, $2, $3)
        ON CONFLICT (only_row) DO UPDATE
        SET balance = EXCLUDED.balance, currency = EXCLUDED.currency, as_of = EXCLUDED.as_of
        WHERE account_balance.as_of < EXCLUDED.as_of\
        """;

    private static final String KEPT = "SELECT balance, currency, as_of FROM account_balance";

    private final IssuerReads issuer;
    private final MoneyConfig money;
    private final Pool pool;
    private final Clock clock;

    @Inject
    Accounts(IssuerReads issuer, MoneyConfig money, Pool pool, Clock clock) {
        this.issuer = issuer;
        this.money = money;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * The account now, or as it was last read.
     *
     * <p>Fails with a {@link Problem} {@code issuer_unavailable} when it was never read.
     */
    Uni<AccountView> read() {
        return issuer.accountBalance()
                .map(this::account)
                .call(this::keep)
                .map(account -> AccountView.of(account, false))
                .onFailure(IssuerFailure.class)
                .recoverWithUni(() -> lastKnown()
                        .map(kept -> kept.map(account -> AccountView.of(account, true))
                                .orElseThrow(() -> Problem.of(
                                        ProblemType.ISSUER_UNAVAILABLE,
                                        "The account can't be read now, and never was before."))));
    }

    private Account account(AccountBalance answer) {
        String currency = answer.currency() == null ? money.defaultCurrency() : answer.currency();
        return new Account(new Money(answer.balance(), currency), clock.instant());
    }

    private Uni<Void> keep(Account account) {
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(
                        account.balance().amount(),
                        account.balance().currency(),
                        account.asOf().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** The account as it was last read; empty when it never was. */
    Uni<Optional<Account>> lastKnown() {
        return pool.query(KEPT)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(Accounts::account));
    }

    private static Account account(Row row) {
        BigDecimal balance = row.getBigDecimal("balance");
        return new Account(
                new Money(balance, row.getString("currency")),
                row.getOffsetDateTime("as_of").toInstant());
    }
}
