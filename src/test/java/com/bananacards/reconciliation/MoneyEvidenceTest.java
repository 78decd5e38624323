package com.bananacards.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.BananatechConfig.Literals;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.operations.Baseline;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OwnResults;
import com.bananacards.operations.Testimony;
import com.bananacards.operations.Testimony.Says;
import com.bananacards.operations.Verdict;
import com.bananacards.operations.Witness;
import com.bananacards.reconciliation.Sight.Unnumbered;
import com.bananacards.testsupport.IssuerSettings;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A recharge of 50.00 with a fee of 1.50, on a card that held 100.00, from an account that held 1000.00. */
class MoneyEvidenceTest {

    private static final Literals LITERALS = IssuerSettings.with(Map.of()).literals();

    private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");
    private static final Baseline BEFORE =
            new Baseline(new BigDecimal("100.00"), new BigDecimal("1000.00"), SINCE);

    private Optional<List<TransactionCreated>> transactions = Optional.of(List.of());
    private boolean whole = true;
    private Set<Long> taken = Set.of();
    private List<Unnumbered> unnumbered = List.of();
    private Optional<CardBalance> card = holds("100.00");
    private Optional<CardInformation> information = Optional.empty();
    private boolean noSuchCard;
    private Optional<AccountBalance> account = has("1000.00");
    private long others;

    @Test
    void allThreeSeeARechargeThatMoved() {
        transactions = listed(recharge(1, "50.00", "SUCCESS"));
        card = holds("150.00");
        account = has("948.50");

        assertThat(said(recharge()))
                .isEqualTo(Map.of(
                        Witness.TRANSACTIONS, Says.MOVED,
                        Witness.CARD_BALANCE, Says.MOVED,
                        Witness.ACCOUNT_BALANCE, Says.MOVED));
        assertThat(recharge().verdict()).isEqualTo(Verdict.MOVED);
        assertThat(recharge().carrier()).isEqualTo(recharge(1, "50.00", "SUCCESS"));
    }

    @Test
    void allThreeSeeARechargeThatDidNot() {
        assertThat(said(recharge()).values()).containsOnly(Says.NOT_MOVED);
        assertThat(recharge().verdict()).isEqualTo(Verdict.NOT_MOVED);
    }

    @Test
    void moneyThatLeftTheAccountAndHasNotReachedTheCardIsUndecided() {
        account = has("948.50");

        assertThat(recharge().verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void theAccountSaysNothingWhileOthersMoveMoney() {
        account = has("948.50");
        others = 1;

        assertThat(said(recharge())).containsEntry(Witness.ACCOUNT_BALANCE, Says.NOTHING);
    }

    @Test
    void theCardsBalanceSaysNothingWhereSomethingElseChangedIt() {
        transactions = listed(row(7, "PURCHASE", "50.00", "SUCCESS", SINCE));

        assertThat(said(recharge())).containsEntry(Witness.CARD_BALANCE, Says.NOTHING);
    }

    @Test
    void whatWasDeclinedOrIsOlderChangedNothing() {
        transactions = listed(
                row(7, "PURCHASE", "50.00", "DECLINED", SINCE),
                row(6, "PURCHASE", "50.00", "SUCCESS", SINCE.minusMillis(1)));

        assertThat(said(recharge())).containsEntry(Witness.CARD_BALANCE, Says.NOT_MOVED);
    }

    @Test
    void balancesThatChangedByAnotherAmountSayNothing() {
        card = holds("150.01");
        account = has("950.00");

        assertThat(said(recharge()))
                .containsEntry(Witness.CARD_BALANCE, Says.NOTHING)
                .containsEntry(Witness.ACCOUNT_BALANCE, Says.NOTHING);
    }

    @Test
    void withoutABaselineBalancesSayNothing() {
        card = holds("150.00");

        MoneyEvidence evidence = evidence(OperationKind.CARD_RECHARGE, "50.00", "1.50", null);

        assertThat(said(evidence))
                .containsEntry(Witness.CARD_BALANCE, Says.NOTHING)
                .containsEntry(Witness.ACCOUNT_BALANCE, Says.NOTHING);
    }

    @Test
    void balancesInAnotherCurrencyOrUnreadableSayNothing() {
        card = Optional.of(new CardBalance(new BigDecimal("150.00"), null, "EUR"));
        account = Optional.empty();
        transactions = Optional.empty();

        assertThat(said(recharge()).values()).containsOnly(Says.NOTHING);
    }

    @Test
    void anotherOperationsTransactionIsNotThisOnes() {
        transactions = listed(recharge(1, "50.00", "SUCCESS"));
        taken = Set.of(1L);

        assertThat(said(recharge())).containsEntry(Witness.TRANSACTIONS, Says.NOT_MOVED);
    }

    @Test
    void aTransactionThatMayBeAnotherOperationsSaysNothing() {
        transactions = listed(recharge(1, "50.00", "SUCCESS"));
        unnumbered = List.of(carriedOut("50.00", 1));

        assertThat(said(recharge())).containsEntry(Witness.TRANSACTIONS, Says.NOTHING);
        assertThat(recharge().carrier()).isNull();
    }

    @Test
    void aTransactionOfAnotherAmountOrTimeThanTheOtherOperationsIsThisOnes() {
        transactions = listed(recharge(1, "50.00", "SUCCESS"));
        unnumbered = List.of(carriedOut("50.01", 1), carriedOut("50.00", 0));

        assertThat(said(recharge())).containsEntry(Witness.TRANSACTIONS, Says.MOVED);
        assertThat(recharge().carrier()).isEqualTo(recharge(1, "50.00", "SUCCESS"));
    }

    private static Unnumbered carriedOut(String amount, long until) {
        return new Unnumbered(
                new BigDecimal(amount),
                new OwnResults.Times(SINCE.minusSeconds(60), SINCE.plusSeconds(until)));
    }

    @Test
    void anOlderOneOrOneOfAnotherAmountIsNotEither() {
        transactions = listed(
                recharge(2, "50.01", "SUCCESS"),
                row(1, "RECHARGE", "50.00", "SUCCESS", SINCE.minusMillis(1)));

        assertThat(said(recharge())).containsEntry(Witness.TRANSACTIONS, Says.NOT_MOVED);
    }

    @Test
    void twoThatFitAreNoEvidenceOfEither() {
        transactions = listed(recharge(2, "50.00", "SUCCESS"), recharge(1, "50.00", "SUCCESS"));

        assertThat(said(recharge())).containsEntry(Witness.TRANSACTIONS, Says.NOTHING);
        assertThat(recharge().carrier()).isNull();
    }

    @Test
    void oneThatFailedDidNotMoveAndOneUnderWaySaysNothingYet() {
        transactions = listed(recharge(1, "50.00", "FAILED"));
        assertThat(said(recharge())).containsEntry(Witness.TRANSACTIONS, Says.NOT_MOVED);

        transactions = listed(recharge(1, "50.00", "PONDERING"));
        assertThat(said(recharge())).containsEntry(Witness.TRANSACTIONS, Says.NOTHING);
    }

    @Test
    void aListThatDoesNotReachBackSaysNothingOfWhatIsNotInIt() {
        whole = false;
        transactions = listed(row(7, "PURCHASE", "1.00", "DECLINED", SINCE));
        assertThat(said(recharge())).containsEntry(Witness.TRANSACTIONS, Says.NOTHING);

        transactions = listed(row(6, "PURCHASE", "1.00", "SUCCESS", SINCE.minusSeconds(1)));
        assertThat(said(recharge())).containsEntry(Witness.TRANSACTIONS, Says.NOT_MOVED);
    }

    @Test
    void aClosureGivesBackTheRestLessItsFee() {
        information = is("CLOSED");
        transactions = listed(row(9, "REFUND", "99.00", "SUCCESS", SINCE));
        card = Optional.empty();
        account = has("1099.00");

        MoneyEvidence closure = evidence(OperationKind.CARD_CLOSE, null, "1.00", BEFORE);

        assertThat(said(closure))
                .isEqualTo(Map.of(
                        Witness.CARD_INFORMATION, Says.MOVED,
                        Witness.TRANSACTIONS, Says.MOVED,
                        Witness.CARD_BALANCE, Says.NOTHING,
                        Witness.ACCOUNT_BALANCE, Says.MOVED));
        assertThat(closure.verdict()).isEqualTo(Verdict.MOVED);
        assertThat(closure.refund()).isEqualByComparingTo("99.00");
    }

    @Test
    void anEmptyCardIsClosedWhereTheInformationSaysSo() {
        Baseline empty = new Baseline(BigDecimal.ZERO, new BigDecimal("1000.00"), SINCE);
        information = is("CLOSED");
        card = Optional.empty();
        transactions = Optional.empty();

        assertThat(evidence(OperationKind.CARD_CLOSE, null, null, empty).verdict())
                .isEqualTo(Verdict.MOVED);
    }

    /** No issuer need list a refund of nothing. */
    @Test
    void thatNothingWasRefundedShowsNothingOfAnEmptyCard() {
        Baseline empty = new Baseline(BigDecimal.ZERO, new BigDecimal("1000.00"), SINCE);
        information = Optional.empty();
        card = Optional.empty();
        account = Optional.empty();
        transactions = listed();

        MoneyEvidence closure = evidence(OperationKind.CARD_CLOSE, null, null, empty);

        assertThat(said(closure)).containsEntry(Witness.TRANSACTIONS, Says.NOTHING);
        assertThat(closure.verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void aCardWithMoneyIsNotCalledClosedByOneWitness() {
        information = is("CLOSED");
        card = Optional.empty();
        transactions = Optional.empty();

        assertThat(evidence(OperationKind.CARD_CLOSE, null, null, BEFORE).verdict())
                .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void anApplicationIsSeenByItsCardItsDepositAndTheAccount() {
        Baseline before = new Baseline(null, new BigDecimal("1000.00"), SINCE);
        information = is("ACTIVE");
        card = holds("50.00");
        account = has("945.00");

        MoneyEvidence application = evidence(OperationKind.CARD_APPLY, "50.00", "5.00", before);

        assertThat(said(application).values()).containsOnly(Says.MOVED);
    }

    @Test
    void anApplicationThatOnlyTheAccountKnowsOfIsUndecided() {
        Baseline before = new Baseline(null, new BigDecimal("1000.00"), SINCE);
        card = Optional.empty();
        account = has("945.00");

        assertThat(evidence(OperationKind.CARD_APPLY, "50.00", "5.00", before).verdict())
                .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void anApplicationForNothingExistsWhereTheIssuerKnowsItsCard() {
        information = is("ACTIVE");
        assertThat(evidence(OperationKind.CARD_APPLY, null, null, null).verdict())
                .isEqualTo(Verdict.MOVED);

        information = Optional.empty();
        noSuchCard = true;
        assertThat(evidence(OperationKind.CARD_APPLY, null, null, null).verdict())
                .isEqualTo(Verdict.NOT_MOVED);
    }

    private MoneyEvidence recharge() {
        return evidence(OperationKind.CARD_RECHARGE, "50.00", "1.50", BEFORE);
    }

    private MoneyEvidence evidence(
            OperationKind kind, String amount, String fee, Baseline baseline) {
        MoneyCase asked =
                new MoneyCase(kind, decimal(amount), decimal(fee), "USD", baseline, SINCE);
        Sight sight = new Sight(
                transactions,
                whole,
                taken,
                unnumbered,
                card,
                information,
                noSuchCard,
                account,
                others);
        return new MoneyEvidence(asked, sight, LITERALS);
    }

    private static Map<Witness, Says> said(MoneyEvidence evidence) {
        return evidence.testimonies().stream()
                .collect(Collectors.toMap(Testimony::witness, Testimony::says));
    }

    private static BigDecimal decimal(String text) {
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    private static Optional<List<TransactionCreated>> listed(TransactionCreated... rows) {
        return Optional.of(Arrays.asList(rows));
    }

    private static TransactionCreated recharge(long id, String amount, String status) {
        return row(id, "RECHARGE", amount, status, SINCE.plusSeconds(1));
    }

    private static TransactionCreated row(
            long id, String type, String amount, String status, Instant at) {
        return new TransactionCreated(
                7L, id, type, status, new BigDecimal(amount), "USD", null, at);
    }

    private static Optional<CardBalance> holds(String balance) {
        return Optional.of(new CardBalance(new BigDecimal(balance), null, "USD"));
    }

    private static Optional<AccountBalance> has(String balance) {
        return Optional.of(new AccountBalance(new BigDecimal(balance), "USD"));
    }

    private static Optional<CardInformation> is(String status) {
        return Optional.of(new CardInformation(7L, status, null, null, null));
    }
}
