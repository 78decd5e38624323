package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Browser;
import com.bananacards.testsupport.Chromium;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** The night story in a real browser. Each page is opened once: all that follows is seen live. */
class ConsoleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static Production production;
    private static Browser browser;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        Chromium.orSkip("ConsoleIT");
        production = Production.start(
                "console",
                Map.of(
                        "GUARD_APPROVAL_ABOVE", "400",
                        "SETTLEMENT_FIRST_CHECK", "3S",
                        "SETTLEMENT_DEADLINE", "12S",
                        "SETTLEMENT_NOT_MOVED_AFTER", "1H",
                        "RECONCILIATION_EVERY", "30S"));
        browser = Browser.start();
    }

    @AfterAll
    static void end() {
        if (production != null) {
            browser.close();
            production.close();
        }
    }

    @BeforeEach
    void signIn() {
        signIn(browser, "bob");
    }

    @AfterEach
    void nothingStaysBrokenAndTheBrowserHasNothingToComplainOf() {
        Faults.clear();
        assertThat(browser.complaints())
                .noneMatch(line -> line.contains("Content Security Policy"))
                .noneMatch(line -> line.contains("Uncaught"));
    }

    private static void signIn(Browser browser, String who) {
        browser.open("about:blank");
        browser.open(production.url() + "/console/");
        browser.type("textarea[name=token]", Tokens.operator(who));
        browser.click("Sign in");
        browser.awaits("Overview", "Needs a person", "Live", who);
    }

    @Test
    void aLockWhoseWebhookIsLostIsSettledByEvidenceAndTheTimelineTellsIt() {
        String card = merchant.activeCard();
        Faults.onWebhook("LOSE", "CARD_STATUS_CHANGE", merchant.ownerOf(card), Map.of());
        browser.go("/cards/" + card);
        browser.awaits("Active since");

        merchant.request().post("/v1/cards/" + card + "/lock").then().statusCode(202);

        browser.awaits("Lock is open", "Until it is settled nothing else can be asked of the card");
        browser.awaitsElement(".entry.request[data-kind=OperationRequested]");
        browser.awaitsElement(".entry.call[data-kind=IssuerAccepted]");
        browser.awaits("Lock succeeded", "Locked since");
        assertThat(browser.awaitsElement("[data-kind=OperationSucceeded]"))
                .contains("Verdict", "Lock succeeded")
                .doesNotContain("Webhook: it succeeded");
        browser.awaitsGone("Lock is open");
    }

    @Test
    void aParkedDeliveryIsReplayedOnceTheServiceHasLearntItsWord() {
        Faults.add("UNKNOWN_STATUS", Map.of("event", "USER_CREATE_RESULT"), Map.of());
        browser.go("/deliveries?status=PARKED");
        browser.awaits("None is parked");

        merchant.request()
                .body(Map.of("email", "p" + UUID.randomUUID() + "@example.com", "template_id", 1))
                .post("/v1/cardholders")
                .then()
                .statusCode(202);

        browser.awaits("USER_CREATE_RESULT", "Unknown status");
        browser.click("USER_CREATE_RESULT");
        browser.awaits("Parked: unknown status", "it waits for a person", "PONDERING");
        production.restartService(Map.of("BANANATECH_LITERALS_APPROVED", "PONDERING"));
        browser.awaits("Live");
        browser.click("Replay");
        browser.awaitsGone("Parked: unknown status");
        assertThat(browser.awaitsElement(".title .status")).isIn("Applied", "Repeated");
        production.restartService(Map.of("BANANATECH_LITERALS_APPROVED", "APPROVED"));
        browser.awaits("Live");
    }

    @Test
    void aRechargeIsLetGoByASecondPersonAndInReviewSettledByTwo() {
        String card = merchant.fundedCard("100.00");
        browser.go("/review");
        browser.awaits("None is in review", "None waits for a second person");
        String operation = Api.with(Tokens.operator("alice"))
                .request()
                .body(Map.of("amount", "450.00"))
                .post("/v1/cards/" + card + "/recharges")
                .path("id");
        Faults.onCall("DROP_BEFORE", "RECHARGE", merchant.ownerOf(card));

        browser.awaits("Recharge of 450.00 USD", "Awaiting approval", "alice");
        browser.click("Approve…");
        browser.awaits("It passes all checks again");
        browser.click("Approve and send");
        browser.awaits("None waits for a second person");
        browser.awaits("Recharge of 450.00 USD", "In review", "Its deadline passed");

        decide(browser);
        browser.awaits("bob decided: failed");
        try (Browser another = Browser.start()) {
            signIn(another, "carol");
            another.go("/review");
            another.awaits("bob decided: failed", "looked into BananaTech's console");
            decide(another);
            another.awaits("None is in review");
        }
        browser.awaits("None is in review");
        browser.go("/operations/" + operation);
        browser.awaits("Failed: decided by operator", "by bob", "by carol");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                merchant.get("/v1/operations/" + operation).<String>path("status"))
                        .isEqualTo("FAILED"));
    }

    private static void decide(Browser browser) {
        browser.click("It failed…");
        browser.type("dialog textarea", "looked into BananaTech's console: no money moved");
        browser.click("Settle as failed");
    }

    @Test
    void theSandboxIsNowhereToBeSeen() {
        assertThat(browser.awaitsElement("nav")).doesNotContain("Sandbox");
        browser.go("/sandbox");
        browser.awaits("There is no such page");
    }

    @Test
    void aStreamThatIsLostIsSaidAndComesBackByItself() {
        String card = merchant.activeCard();
        browser.go("/cards/" + card);
        browser.awaits("Active since");

        production.service().stop();
        browser.awaits("Not live", "What is below may be old");
        production.startService();

        browser.awaits("Live");
        merchant.request().post("/v1/cards/" + card + "/lock");
        browser.awaits("Locked since");
    }
}
