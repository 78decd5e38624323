package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Browser;
import com.bananacards.testsupport.Chromium;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SignInProvider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** Sign-in as in production: authorization code with PKCE at an OIDC provider, in a real browser. */
class ConsoleSignInIT {

    /** The console renews what has a minute left, so it does so at once. */
    private static final Duration SHORT = Duration.ofSeconds(63);

    private static Production production;
    private static SignInProvider provider;
    private static Browser browser;

    @BeforeAll
    static void start() {
        Chromium.orSkip("ConsoleSignInIT");
        production = Production.start("console-sign-in", Map.of());
        provider = new SignInProvider(production.url(), SHORT);
        production.restartService(Map.of(
                "CONSOLE_WEB_CLIENT_ID", SignInProvider.CLIENT,
                "CONSOLE_WEB_AUTHORIZE_URL", provider.url() + "/authorize",
                "CONSOLE_WEB_TOKEN_URL", provider.url() + "/token"));
        browser = Browser.start();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
            provider.close();
            production.close();
        }
    }

    @Test
    void oneComesBackToWhereOneWasGoingAndTheTokenIsNowhereButInMemory() {
        browser.open("about:blank");
        browser.open(production.url() + "/console/#/switches");

        browser.awaits("Switches", "bob", "Live");
        assertThat(browser.run("return location.href").asText())
                .isEqualTo(production.url() + "/console/#/switches");
        assertThat(browser.run("return JSON.stringify([{...sessionStorage}, {...localStorage},"
                                + " document.cookie])")
                        .asText())
                .isEqualTo("[{},{},\"\"]");
        assertThat(browser.complaints())
                .noneMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void aTokenThatEndsIsRenewedWithoutAnybodyNoticing() {
        browser.open("about:blank");
        browser.open(production.url() + "/console/#/switches");
        browser.awaits("Switches", "bob");

        await().atMost(Duration.ofSeconds(45))
                .until(() -> provider.granted().contains("refresh_token"));
        browser.go("/operations");
        browser.awaits("Operations");
        assertThat(browser.text()).doesNotContain("Your session has ended");
    }

    @Test
    void anAnswerThatNobodyHereAskedForIsRefused() {
        browser.open("about:blank");
        browser.open(production.url() + "/console/?code=stolen&state=forged");

        browser.awaits("The sign-in was not begun here", "Sign in");
        assertThat(browser.run("return location.search").asText()).isEmpty();
    }
}
