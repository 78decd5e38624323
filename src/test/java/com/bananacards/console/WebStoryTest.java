package com.bananacards.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why a card is what it is, in plain words, from its timeline alone. */
class WebStoryTest {

    private static final String CARD = """
        {status: '%s', currency: 'USD', balance: {total: '62.50'}, open_operation: %s}\
        """;
    private static final String AT = "at: '2026-11-26T12:00:00.000Z'";

    private static WebModules modules;

    @BeforeAll
    static void start() throws JavetException {
        modules = new WebModules();
    }

    @AfterAll
    static void end() throws JavetException {
        modules.close();
    }

    private static String entry(String kind, String summary, String data) {
        return "{" + AT + ", kind: '" + kind + "', summary: '" + summary
                + "', operation_id: 'o', data: {" + data + "}}";
    }

    private static String why(String status, String open, String... entries) throws JavetException {
        return modules.ask(
                "story.js",
                "why",
                "why(" + CARD.formatted(status, open) + ", [" + String.join(",", entries)
                        + "]).map((one) => one.text).join(' | ')");
    }

    private static String settledBy(String witness) {
        return entry(
                "OperationSucceeded",
                "card lock is succeeded",
                "evidence: [{witness: '" + witness + "', says: 'SUCCESS'}]");
    }

    private static final String LOCKED =
            entry("CardLocked", "The card was locked", "status: 'LOCKED', delivery_id: 'd'");

    @Test
    void aWebhookIsNamedAsTheReason() throws JavetException {
        assertThat(why("LOCKED", "null", settledBy("webhook"), LOCKED))
                .matches("Locked since .*\\. BananaTech’s webhook said so\\.");
    }

    @Test
    void whatCameFromTheRecordsIsNotCalledAWebhook() throws JavetException {
        assertThat(why("LOCKED", "null", settledBy("webhook_records"), LOCKED))
                .contains("No webhook came; BananaTech’s webhook records, asked for, said so.");
    }

    @Test
    void aCorrectionIsCalledOne() throws JavetException {
        assertThat(why(
                        "LOCKED",
                        "null",
                        entry(
                                "CardCorrectedToMatchIssuer",
                                "The card was put right: the issuer says LOCKED",
                                "status: 'LOCKED'")))
                .contains("against what was known here");
    }

    @Test
    void anOpenOperationIsSaidToBeInTheWayAndHowFarItIs() throws JavetException {
        assertThat(why(
                        "ACTIVE",
                        "{id: 'o', kind: 'CARD_LOCK'}",
                        entry("OperationRequested", "card lock was requested", ""),
                        entry("AnswerLost", "card lock was sent and not answered", "")))
                .contains(
                        "Lock is open since",
                        "It was sent and not answered.",
                        "it is not sent again",
                        "Until it is settled nothing else can be asked of the card.");
    }

    @Test
    void aFailureTellsItsReasonInBananaTechsWords() throws JavetException {
        assertThat(why(
                        "ACTIVE",
                        "null",
                        entry(
                                "OperationFailed",
                                "card recharge is failed",
                                "reason: 'not_moved', issuer: 'insufficient'")))
                .contains("Recharge failed: not moved", "“insufficient”");
    }

    @Test
    void theWayIsTheStatusesInOrderEachOnce() throws JavetException {
        String way = modules.ask(
                "story.js",
                "way",
                "way([" + entry("CardCreated", "The card exists and is TBA", "") + ","
                        + entry("CardActivated", "The card was activated", "status: 'ACTIVE'") + ","
                        + LOCKED + "," + LOCKED + ","
                        + entry("CardUnlocked", "The card was unlocked", "status: 'ACTIVE'")
                        + "]).map((one) => one.status).join()");

        assertThat(way).isEqualTo("TBA,ACTIVE,LOCKED,ACTIVE");
    }

    @Test
    void whoSpokeIsSaidOfEachEntry() throws JavetException {
        String lanes = modules.ask(
                "story.js",
                "told",
                "told([" + entry("OperationRequested", "card lock was requested", "") + ","
                        + entry(
                                "IssuerAccepted",
                                "card lock was taken by the issuer",
                                "took_ms: 84")
                        + "," + entry("EvidenceWeighed", "card lock was asked about", "") + ","
                        + settledBy("operator") + "," + entry("SomethingNew", "It happened", "")
                        + "]).map((one) => [one.lane, one.after].join(' ').trim()).join()");

        assertThat(lanes).isEqualTo("request,call 84 ms,asked,person,note");
    }
}
