package com.bananacards.bananatech;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Carries calls to the configured host and nowhere else: over TLS 1.2 or 1.3 where the address says {@code https}, with
 * the host's name checked. A redirect is an answer like any other. An answer has a largest size and a time.
 */
@Singleton
class IssuerWire {

    private static final String TLS = "bananatech";
    /** HTTP/2 calls it CANCEL; with HTTP/1.1 the connection is closed. */
    private static final long CANCEL = 8;

    private final BananatechConfig config;
    private final IssuerClient client;

    @Inject
    IssuerWire(BananatechConfig config, TlsConfigurationRegistry known) {
        this(config, options -> known.get(TLS).ifPresent(tls -> trust(tls, options)));
    }

    IssuerWire(BananatechConfig config, Consumer<HttpClientOptions> trusting) {
        this.config = config;
        IssuerAddress.check(config.baseUrl(), config.allowedHosts().orElse(List.of()));
        client = QuarkusRestClientBuilder.newBuilder()
                .baseUri(config.baseUrl())
                .followRedirects(false)
                .connectTimeout(config.connection().timeout().toMillis(), TimeUnit.MILLISECONDS)
                // Every status is read by our own code: an error may be enveloped or not.
                .disableDefaultMapper(true)
                .httpClientOptionsCustomizer(options -> trusting.accept(limited(options)))
                .httpClientRequestCustomizer(this::bound)
                .build(IssuerClient.class);
    }

    private HttpClientOptions limited(HttpClientOptions options) {
        return options.setMaxPoolSize(config.connection().most())
                .setKeepAliveTimeout((int) config.connection().idle().toSeconds())
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
    }

    /** Whom to trust, and who we are. Trusting everybody is not taken over. */
    private static void trust(TlsConfiguration tls, HttpClientOptions options) {
        if (tls.getTrustStoreOptions() != null) {
            options.setTrustOptions(tls.getTrustStoreOptions());
        }
        if (tls.getKeyStoreOptions() != null) {
            options.setKeyCertOptions(tls.getKeyStoreOptions());
        }
    }

    /** The client gathers a whole answer before it gives it: what grows too large is cut off while it comes. */
    private void bound(HttpClientRequest request) {
        long most = config.maxAnswer().asLongValue();
        request.response().onSuccess(answer -> {
            long[] size = {0};
            answer.handler(part -> {
                size[0] += part.length();
                if (size[0] > most) {
                    request.reset(
                            CANCEL,
                            new OutcomeUnknown("the answer is larger than " + config.maxAnswer()));
                }
            });
        });
    }

    /** What came back, whatever the status. */
    record Answer(int status, String body) {}

    /**
     * Makes one call.
     *
     * <p>Fails with {@link OutcomeUnknown} when no whole answer came in time, else with what the client said, of which
     * {@link IssuerAnswers#failure} knows whether anything was sent.
     */
    Uni<Answer> call(
            String path,
            String hmac,
            @Nullable String requestId,
            @Nullable String trace,
            String encryptedPayload) {
        return client.call(
                        config.baseUrl() + path,
                        config.merchantId().toString(),
                        hmac,
                        requestId,
                        trace,
                        new IssuerClient.Request(encryptedPayload))
                .map(IssuerWire::whole)
                .ifNoItem()
                .after(config.requestTimeout())
                .failWith(() -> new OutcomeUnknown("no answer within " + config.requestTimeout()));
    }

    private static Answer whole(Response response) {
        String body = response.readEntity(String.class);
        return new Answer(response.getStatus(), body == null ? "" : body);
    }
}
