package com.bananacards.journal;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/** Hears the database's announcements over one connection of its own, outside the pool, made anew when it breaks. */
@ApplicationScoped
class Announcements {

    private static final Logger LOG = Logger.getLogger(Announcements.class);

    private final Vertx vertx;
    private final JournalConfig config;
    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;

    private @Nullable PgConnection connection;
    private boolean closed;

    /** Once for each time that it stays away. */
    private boolean told;

    @Inject
    Announcements(
            Vertx vertx,
            JournalConfig config,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.vertx = vertx;
        this.config = config;
        this.url = url;
        this.user = user;
        this.password = password;
    }

    void listen(Context context, Runnable heard) {
        context.runOnContext(ignored -> connect(context, heard, config.reconnect()));
    }

    void close() {
        closed = true;
        PgConnection open = connection;
        if (open != null) {
            open.close();
        }
    }

    private void connect(Context context, Runnable heard, Duration wait) {
        if (closed) {
            return;
        }
        PgConnection.connect(vertx, options())
                .compose(open -> subscribe(open, context, heard).map(open))
                .onSuccess(open -> {
                    connection = open;
                    told = false;
                })
                .onFailure(cause -> {
                    LOG.logf(
                            told ? Logger.Level.DEBUG : Logger.Level.WARN,
                            "no announcements from the database, it is asked every %s instead: %s",
                            config.poll(),
                            cause.getMessage());
                    told = true;
                    Duration next = wait.multipliedBy(2);
                    retry(
                            context,
                            heard,
                            wait,
                            next.compareTo(config.maxReconnect()) > 0
                                    ? config.maxReconnect()
                                    : next);
                });
    }

    private io.vertx.core.Future<?> subscribe(PgConnection open, Context context, Runnable heard) {
        open.notificationHandler(ignored -> heard.run());
        open.closeHandler(ignored -> retry(context, heard, config.reconnect(), config.reconnect()));
        return open.query("LISTEN " + Journal.CHANNEL).execute().onSuccess(ignored -> heard.run());
    }

    private void retry(Context context, Runnable heard, Duration wait, Duration next) {
        if (!closed) {
            vertx.setTimer(
                    wait.toMillis(),
                    ignored -> context.runOnContext(again -> connect(context, heard, next)));
        }
    }

    private PgConnectOptions options() {
        PgConnectOptions options = PgConnectOptions.fromUri(url);
        user.ifPresent(options::setUser);
        password.ifPresent(options::setPassword);
        // Nothing but announcements comes on it: only the network can tell that the other end is
        // gone.
        options.setTcpKeepAlive(true);
        return options;
    }
}
