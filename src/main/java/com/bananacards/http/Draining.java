package com.bananacards.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Whether this replica is about to stop. From SIGTERM on it says that it is not ready, and still serves everything for
 * {@code quarkus.shutdown.delay}: time for balancers to send their requests elsewhere. What would last longer than that
 * ends within it.
 */
@Singleton
public final class Draining {

    private static final Logger LOG = Logger.getLogger(Draining.class);

    private final Duration delay;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile boolean begun;

    @Inject
    Draining(@ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.delay = delay.orElse(Duration.ZERO);
    }

    void begin(@Observes ShutdownDelayInitiatedEvent initiated) {
        LOG.infof("stopping: not ready from now on, serving for %s more", delay);
        begun = true;
        followers.forEach(Runnable::run);
    }

    public boolean begun() {
        return begun;
    }

    /** How long everything is still served after it began. */
    public Duration delay() {
        return delay;
    }

    /** Is told once, when it begins. */
    public void follow(Runnable follower) {
        followers.add(follower);
    }
}
