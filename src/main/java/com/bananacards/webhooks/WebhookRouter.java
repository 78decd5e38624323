package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.Card3ds;
import com.bananacards.bananatech.IssuerFact.CardActivateResult;
import com.bananacards.bananatech.IssuerFact.CardApplyResult;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.CardBalanceChange;
import com.bananacards.bananatech.IssuerFact.CardCloseResult;
import com.bananacards.bananatech.IssuerFact.CardCorrection;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.CardStatusChange;
import com.bananacards.bananatech.IssuerFact.CardVerification;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerFact.UserCreateResult;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.CardholderFacts;
import com.bananacards.cards.CardFacts;
import com.bananacards.cards.Scene;
import com.bananacards.challenges.ChallengeFacts;
import com.bananacards.funding.FundingFacts;
import com.bananacards.operations.Applied;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.Telling;
import com.bananacards.transactions.TransactionFacts;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The table of contents: which room each of the issuer's facts belongs to. */
@Singleton
class WebhookRouter {

    private final CardFacts cards;
    private final FundingFacts funding;
    private final ChallengeFacts challenges;

    @Inject
    WebhookRouter(CardFacts cards, FundingFacts funding, ChallengeFacts challenges) {
        this.cards = cards;
        this.funding = funding;
        this.challenges = challenges;
    }

    /** Applies a fact to what is loaded. In memory; never fails for what the issuer says. */
    Applied route(IssuerFact fact, Stage stage, Telling telling) {
        Scene scene = stage.cards();
        return switch (fact) {
            case UserCreateResult decided -> registration(decided, scene, telling);
            case CardAssignResult assigned -> cards.apply(assigned, scene, telling);
            case CardApplyResult applied -> cards.apply(applied, scene, telling);
            case CardActivateResult activated -> cards.apply(activated, scene, telling);
            case CardStatusChange changed -> cards.apply(changed, scene, telling);
            case CardRechargeResult recharged -> recharge(recharged, stage, telling);
            case CardCloseResult closed -> closure(closed, stage, telling);
            case TransactionCreated created ->
                TransactionFacts.apply(created, scene, stage.transactions(), telling);
            case CardCorrection corrected ->
                TransactionFacts.apply(corrected, scene, stage.transactions(), telling);
            case Card3ds challenge ->
                challenges.apply(challenge, scene, stage.challenges(), telling);
            case CardVerification wallet -> challenges.apply(wallet, scene, telling);
            case CardBalanceChange balance -> funding.apply(balance, scene, telling);
        };
    }

    private Applied recharge(CardRechargeResult fact, Stage stage, Telling telling) {
        Applied applied = funding.apply(fact, stage.cards(), telling);
        if (applied == Applied.APPLIED) {
            TransactionFacts.note(fact, stage.cards(), stage.transactions(), telling);
        }
        return applied;
    }

    private Applied closure(CardCloseResult fact, Stage stage, Telling telling) {
        Applied applied = cards.apply(fact, stage.cards(), telling);
        if (applied == Applied.APPLIED) {
            TransactionFacts.note(fact, stage.cards(), stage.transactions(), telling);
        }
        return applied;
    }

    private static Applied registration(UserCreateResult fact, Scene scene, Telling telling) {
        Cardholder cardholder = scene.cardholder(fact.user());
        return CardholderFacts.apply(
                fact,
                cardholder,
                cardholder == null
                        ? null
                        : scene.open(cardholder, OperationKind.CARDHOLDER_REGISTER),
                telling);
    }
}
