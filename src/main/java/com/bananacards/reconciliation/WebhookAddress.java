package com.bananacards.reconciliation;

import com.bananacards.bananatech.Bananatech;
import com.bananacards.bananatech.BananatechConfig;
import com.bananacards.bananatech.IssuerFailure;
import com.bananacards.time.Leases;
import com.bananacards.time.OwnContext;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import java.net.URI;

/** Tells the issuer where its webhooks are to go, once the service runs; again until it is heard. */
@ApplicationScoped
class WebhookAddress {

    private static final Logger LOG = Logger.getLogger(WebhookAddress.class);
    private static final String JOB = "webhook-address";

    private final Bananatech bananatech;
    private final BananatechConfig config;
    private final ReconciliationConfig settings;
    private final Leases leases;
    private final Vertx vertx;

    @Inject
    WebhookAddress(
            Bananatech bananatech,
            BananatechConfig config,
            ReconciliationConfig settings,
            Leases leases,
            Vertx vertx) {
        this.bananatech = bananatech;
        this.config = config;
        this.settings = settings;
        this.leases = leases;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        config.webhookUrl().ifPresent(url -> OwnContext.run(vertx, () -> tell(url)));
    }

    private void tell(URI url) {
        leases.take(JOB, settings.lease())
                .chain(leads -> leads ? set(url) : Uni.createFrom().voidItem())
                .subscribe()
                .with(
                        told -> {},
                        failure -> LOG.warnf(
                                "the issuer was not told the webhook address %s: %s",
                                url, failure));
    }

    private Uni<Void> set(URI url) {
        return bananatech
                .setWebhookUrl(url)
                .onFailure(IssuerFailure.class)
                .retry()
                .withBackOff(settings.addressRetry(), settings.addressMaxRetry())
                .atMost(settings.addressTries())
                .invoke(() -> LOG.infof("the issuer sends its webhooks to %s", url));
    }
}
