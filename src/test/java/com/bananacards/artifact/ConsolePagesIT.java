package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Browser;
import com.bananacards.testsupport.Chromium;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.OneOrigin;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Each page, narrow and wide, light and dark: nothing for axe-core to find, nothing wider than the window. With {@code
 * -Ddocs.write=true} their pictures in {@code docs/console} are made anew.
 */
class ConsolePagesIT {

    private static final Path PICTURES = Path.of("docs", "console");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NARROW = 360;
    private static final int WIDE = 1440;

    private static Production production;
    private static OneOrigin origin;
    private static Browser browser;
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        Chromium.orSkip("ConsolePagesIT");
        production = Production.start(
                "console-pages",
                Map.of(
                        "GUARD_APPROVAL_ABOVE", "400",
                        "SETTLEMENT_DEADLINE", "6S",
                        "SETTLEMENT_NOT_MOVED_AFTER", "1H",
                        "CONSOLE_HISTORY_STEP", "1S",
                        "CONSOLE_WEB_SANDBOX", "true"));
        origin = new OneOrigin(production.url());
        aNight();
        browser = Browser.start();
        browser.open(origin.url() + "/console/");
        browser.type("textarea[name=token]", Tokens.operator("olivia"));
        browser.click("Sign in");
        browser.awaits("Needs a person");
    }

    /** Something on every page. */
    private static void aNight() {
        Api merchant = Api.merchant();
        Api alice = Api.with(Tokens.operator("alice"));
        String card = cardOf("ada.lovelace@example.com", "100.00");
        long number = merchant.issuerCard(card);
        merchant.recharge(card, "25.00");
        SandboxControl.post(
                "/cards/" + number + "/purchase",
                Map.of("amount", 12.50, "merchant", "Banana Market"));
        Faults.onWebhook("LOSE", "CARD_STATUS_CHANGE", merchant.ownerOf(card), Map.of());
        merchant.patiently().post("/v1/cards/" + card + "/lock");
        merchant.patiently().post("/v1/cards/" + card + "/unlock");
        Faults.onCall("DROP_BEFORE", "RECHARGE", merchant.ownerOf(card));
        String reviewed = merchant.request()
                .body(Map.of("amount", "75.00"))
                .post("/v1/cards/" + card + "/recharges")
                .path("id");
        await().atMost(PATIENCE)
                .until(() -> "IN_REVIEW"
                        .equals(merchant.get("/v1/operations/" + reviewed).path("status")));
        alice.request()
                .body(Map.of("amount", "450.00"))
                .post("/v1/cards/" + cardOf("ada.byron@example.com", "50.00") + "/recharges");
        SandboxControl.post(
                "/webhooks",
                Map.of("type", "CARD_TELEPORTED", "payload", Map.of("card_id", number)));
        await().atMost(PATIENCE).until(() -> parked().size() > 0);
        pages(merchant, card, reviewed);
    }

    private static String cardOf(String email, String deposit) {
        Api merchant = Api.merchant();
        String holder = merchant.patiently()
                .body(Map.of("email", email, "template_id", 1))
                .post("/v1/cardholders")
                .path("cardholder_id");
        return merchant.patiently()
                .body(Map.of("cardholder_id", holder, "template_id", 4, "deposit_amount", deposit))
                .post("/v1/cards/virtual")
                .path("card_id");
    }

    private static List<Object> parked() {
        return Api.operator()
                .get("/v1/admin/deliveries?status=PARKED")
                .jsonPath()
                .getList("data");
    }

    private static void pages(Api merchant, String card, String reviewed) {
        String delivery =
                Api.operator().get("/v1/admin/deliveries?status=PARKED").path("data[0].id");
        PAGES.put("overview", "/");
        PAGES.put("card", "/cards/" + card);
        PAGES.put("deliveries", "/deliveries");
        PAGES.put("delivery", "/deliveries/" + delivery);
        PAGES.put("decide", "/review");
        PAGES.put("operation", "/operations/" + reviewed);
        PAGES.put("search", "/search?q=ada.");
        PAGES.put("operations", "/operations");
        PAGES.put("cardholder", "/cardholders/" + merchant.card(card).getString("cardholder_id"));
        PAGES.put("switches", "/switches");
        PAGES.put("sandbox", "/sandbox");
        PAGES.put("nowhere", "/nowhere");
    }

    @AfterAll
    static void end() {
        if (production != null) {
            browser.close();
            origin.close();
            production.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPageIsForEverybody() {
        return PAGES.keySet().stream()
                .flatMap(page -> Stream.of(true, false)
                        .flatMap(dark -> Stream.of(NARROW, WIDE)
                                .map(width -> DynamicTest.dynamicTest(
                                        page + ", " + width + (dark ? ", dark" : ", light"),
                                        () -> look(page, width, dark)))));
    }

    private static void look(String page, int width, boolean dark) {
        browser.looks(width, dark);
        browser.go(PAGES.get(page));
        browser.awaitsElement("main h1");
        await().atMost(PATIENCE)
                .until(() -> !browser.run("return !!document.querySelector('.loading')")
                        .asBoolean());

        assertThat(browser.overflows()).as("wider than " + width).isFalse();
        assertThat(browser.axe()).isEmpty();
        boolean shown = PAGES.keySet().stream().limit(7).toList().contains(page);
        if (Boolean.getBoolean("docs.write") && shown && dark == (width == NARROW)) {
            browser.picture(PICTURES.resolve(page + "-" + width + ".png"));
        }
    }

    @Test
    void itIsUsedByKeyboardAlone() {
        browser.looks(WIDE, false);
        browser.go("/switches");
        browser.awaits("Switches");
        browser.press("/");
        browser.press("ada." + Browser.ENTER);
        browser.awaits("“ada.”", "ada.byron@example.com");
        assertThat(browser.run("return document.activeElement.tagName").asText())
                .isEqualTo("H1");
    }

    @Test
    void timesAreLocalAndSayTheirUtcOnHover() {
        browser.looks(WIDE, false);
        browser.go(PAGES.get("card"));
        browser.awaits("Timeline");
        browser.awaitsElement(".entry time");

        assertThat(browser.run("return document.querySelector('.entry time').title")
                        .asText())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC");
    }

    @Test
    void whoIsNoOperatorIsToldSo() {
        try (Browser stranger = Browser.start()) {
            stranger.open(production.url() + "/console/");
            assertThat(stranger.awaitsElement("h1")).isEqualTo("Bananacards console");
            assertThat(stranger.axe()).isEmpty();
            stranger.type("textarea[name=token]", Tokens.merchant("mary"));
            stranger.click("Sign in");

            stranger.awaits("Not for your role", "mary", "operator");
            assertThat(stranger.axe()).isEmpty();
        }
    }

    @Test
    void whatTheSandboxIsToldToDoIsSeenOnTheCard() {
        browser.looks(WIDE, false);
        browser.go("/sandbox");
        browser.awaits("A purchase", "Faults");
        browser.run("document.querySelector('input[inputmode=decimal]').select()");
        browser.type("input[inputmode=decimal]", "3.33");
        browser.click("Purchase");
        browser.awaits("Success", "3.33 USD");
        browser.click("Watch the card");

        browser.awaits("Timeline", "PURCHASE of 3.33 USD");
    }

    @Test
    void aUserWaitsForWhoPlaysBananaTech() {
        browser.looks(WIDE, false);
        browser.go("/sandbox");
        browser.clickOn("input[type=checkbox]");
        browser.awaits("approved here");
        String holder = Api.merchant()
                .request()
                .body(Map.of("email", "grace.hopper@example.com", "template_id", 1))
                .post("/v1/cardholders")
                .path("cardholder_id");
        browser.awaits("grace.hopper@example.com");
        browser.go("/cardholders/" + holder);
        browser.awaits("Pending");
        browser.go("/sandbox");
        browser.click("Approve");
        browser.go("/cardholders/" + holder);
        browser.awaits("Approved");
        SandboxControl.put("/settings", Map.of("approve_after_ms", 30));
    }
}
