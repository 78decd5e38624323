package com.bananacards.bananatech;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The wire: every endpoint is a POST of one encrypted member. Used by {@link IssuerCalls} alone.
 *
 * <p>Goes to the configured host and nowhere else, over TLS 1.2 or 1.3 where the address says {@code https}, with the
 * host's name checked. A redirect is an answer like any other. An answer has a largest size and a time.
 */
@Singleton
class IssuerClient {

    private static final String TLS = "bananatech";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Vertx vertx;
    private final BananatechConfig config;
    private final HttpClient client;
    private final URI address;

    @Inject
    IssuerClient(Vertx vertx, BananatechConfig config, TlsConfigurationRegistry known) {
        this(
                vertx,
                config,
                options -> known.get(TLS).map(tls -> with(options, tls)).orElse(options));
    }

    IssuerClient(Vertx vertx, BananatechConfig config, UnaryOperator<HttpClientOptions> trusting) {
        this.vertx = vertx;
        this.config = config;
        address = config.baseUrl();
        IssuerAddress.check(address, config.allowedHosts().orElse(List.of()));
        client = vertx.createHttpClient(trusting.apply(options(config)));
    }

    private static HttpClientOptions options(BananatechConfig config) {
        return new HttpClientOptions()
                .setConnectTimeout((int) config.connection().timeout().toMillis())
                .setMaxPoolSize(config.connection().most())
                .setMaxWaitQueueSize(config.bulkhead().concurrent() * 2)
                .setKeepAliveTimeout((int) config.connection().idle().toSeconds())
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
    }

    /** Whom to trust, and who we are. Trusting everybody is not taken over. */
    private static HttpClientOptions with(HttpClientOptions options, TlsConfiguration tls) {
        if (tls.getTrustStoreOptions() != null) {
            options.setTrustOptions(tls.getTrustStoreOptions());
        }
        if (tls.getKeyStoreOptions() != null) {
            options.setKeyCertOptions(tls.getKeyStoreOptions());
        }
        return options;
    }

    /** What came back, whatever the status. */
    record Answer(int status, String body) {}

    /**
     * Makes one call.
     *
     * <p>Fails with {@link IssuerDown} when no connection was had, and so nothing was sent; with {@link
     * OutcomeUnknown} when something was, and no whole answer came.
     */
    Uni<Answer> call(
            String path, String hmac, @Nullable String requestId, String encryptedPayload) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl("https".equals(address.getScheme()))
                .setHost(address.getHost())
                .setPort(port())
                .setURI(address.getRawPath() + path)
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json")
                .putHeader("Merchant-ID", config.merchantId().toString())
                .putHeader("X-HMAC", hmac);
        if (requestId != null) {
            options.putHeader("X-Request-Id", requestId);
        }
        Buffer body =
                new JsonObject().put("encrypted_payload", encryptedPayload).toBuffer();
        return Uni.createFrom()
                .emitter(emitter -> onEventLoop(() -> new IssuerExchange(vertx, config, emitter)
                        .begin(client.request(options), body)));
    }

    private void onEventLoop(Runnable work) {
        if (Vertx.currentContext() == null) {
            vertx.getOrCreateContext().runOnContext(ignored -> work.run());
        } else {
            work.run();
        }
    }

    private int port() {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? HTTPS : HTTP;
    }
}
