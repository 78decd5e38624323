package com.bananacards.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;

/** What is newer: a result, or what the issuer says of the transaction itself. */
class CardTransactionTest {

    private static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant TOLD = MADE.plusSeconds(2);

    private static Report result(String status, Instant at) {
        return new Report(7L, "RECHARGE", status, BigDecimal.TEN, "USD", null, null, at, true);
    }

    private static Report own(String status, Instant at) {
        return new Report(7L, "RECHARGE", status, BigDecimal.TEN, "USD", null, null, at, false);
    }

    private static CardTransaction known(Report report) {
        CardTransaction transaction = new CardTransaction();
        transaction.type = report.type();
        transaction.currency = "USD";
        transaction.occurredAt = report.at();
        transaction.take(report, TOLD);
        return transaction;
    }

    @Test
    void whatIsSaidOfTheTransactionIsNeverOlderThanAResult() {
        CardTransaction known = known(result("SUCCESS", TOLD));

        assertThat(known.isNewerThan(own("REVERSED", MADE))).isFalse();
        assertThat(known.says(own("REVERSED", MADE))).isFalse();
    }

    @Test
    void itsTimeIsNewsEvenWhenItsStatusIsNot() {
        CardTransaction known = known(result("SUCCESS", TOLD));

        assertThat(known.says(own("SUCCESS", MADE))).isFalse();
        assertThat(known.says(own("SUCCESS", TOLD))).isTrue();
        assertThat(known.says(own("SUCCESS", null))).isTrue();
    }

    @Test
    void afterThatItsOwnTimesDecide() {
        CardTransaction known = known(result("SUCCESS", TOLD));
        known.take(own("REVERSED", MADE), TOLD);

        assertThat(known.isNewerThan(own("PENDING", MADE.minusSeconds(1)))).isTrue();
        assertThat(known.isNewerThan(own("SETTLED", MADE.plusSeconds(1)))).isFalse();
    }

    @Test
    void aLaterResultIsNewsOfATransactionThatWasPendingAndNoneOfOneThatIsDone() {
        CardTransaction known = known(own("PENDING", MADE));

        assertThat(known.isNewerThan(result("SUCCESS", TOLD))).isFalse();
        assertThat(known.says(result("SUCCESS", TOLD))).isFalse();
        assertThat(known(own("SUCCESS", MADE)).says(result("SUCCESS", TOLD))).isTrue();
    }

    @Test
    void whoSaidTheSameIsRemembered() {
        CardTransaction known = known(result("SUCCESS", TOLD));
        known.hear(result("SUCCESS", TOLD));
        assertThat(known.ofResult).isTrue();
        known.hear(own("SUCCESS", TOLD));
        assertThat(known.ofResult).isFalse();
        known.hear(result("SUCCESS", TOLD));
        assertThat(known.ofResult).isFalse();
    }
}
