package com.bananacards.devmode;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Prints what a person needs next: addresses, tokens, and the curl lines of the first walk. */
@Singleton
@IfBuildProfile("dev")
class DevBanner {

    private static final String TEXT = """

        Bananacards is up. PostgreSQL is embedded (data in %2$s), BananaTech is played by the sandbox.

          API         http://localhost:%1$d/v1          described at http://localhost:%1$d/q/swagger-ui
          Health      http://localhost:%1$d/q/health    metrics at   http://localhost:%1$d/q/metrics
          Sandbox     http://localhost:%1$d/sandbox/control/state

        The operator's console, signed in:

          http://localhost:%1$d/console/#token=%4$s

        Tokens, ready to paste:

          export MERCHANT=%3$s
          export OPERATOR=%4$s
          export CARDHOLDER=$(curl -s "http://localhost:%1$d/dev/token?cardholder_id=$HOLDER")   # once HOLDER is known

        A physical card, from nothing to ACTIVE (each waits for BananaTech's webhook):

          api() { curl -s -H "Authorization: Bearer $MERCHANT" -H "Content-Type: application/json" \\
            -H "Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)" -H "Prefer: wait=10" "$@"; }
          field() { sed -n 's/.*"'$1'":"\\([^"]*\\)".*/\\1/p'; }
          HOLDER=$(api http://localhost:%1$d/v1/cardholders -d '{"email":"ada@example.com","template_id":1}' | field cardholder_id)
          CARD=$(api http://localhost:%1$d/v1/cards/physical -d '{"cardholder_id":"'$HOLDER'","template_id":1,"card_number":"1234567890123456"}' | field card_id)
          api http://localhost:%1$d/v1/cards/$CARD/activate -d '{"pin":"123456"}'; echo
          api http://localhost:%1$d/v1/cards/$CARD; echo
          api -X PUT http://localhost:%1$d/v1/cards/$CARD/pin -d '{"pin":"918273"}' -w '%%{http_code}\\n'

        An unknown number fails with BananaTech's own reason, and leaves no card:

          api http://localhost:%1$d/v1/cards/physical -d '{"cardholder_id":"'$HOLDER'","template_id":1,"card_number":"9999999999999999"}'; echo

        Start anew: stop, delete %2$s, start.
        """;

    private final Vertx vertx;
    private final int port;

    @Inject
    DevBanner(Vertx vertx, @ConfigProperty(name = "quarkus.http.port") int port) {
        this.vertx = vertx;
        this.port = port;
    }

    @SuppressWarnings("SystemOut") // it is for a person at a terminal, not for a log
    void started(@Observes StartupEvent started) {
        DevTokens tokens = new DevTokens(DevKeys.in(DevConfig.FOLDER));
        String banner = TEXT.formatted(
                port, DevConfig.FOLDER.toAbsolutePath(), tokens.merchant(), tokens.operator());
        vertx.setTimer(500, ignored -> System.out.println(banner));
    }
}
