package com.bananacards.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;

import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Puts a {@link HeadDeadline} on each connection to this service. Neither Vert.x nor Quarkus has one; Netty lets it be
 * added as an extension, which is found by {@code META-INF/services} where {@value #EXTENSIONS} says so.
 */
@RegisterForReflection
public final class HeadDeadlines extends ChannelInitializerExtension {

    /** The system property that makes Netty look for extensions, and its value. */
    public static final String EXTENSIONS = EXTENSIONS_SYSTEM_PROPERTY;

    /** The value of {@link #EXTENSIONS}. */
    public static final String FOUND_AS_SERVICES = "serviceload";

    /** The port of this service: others in the same process are none of our business. */
    private static volatile int watched;

    private static volatile Duration within = Duration.ZERO;

    /** Tells the extension, which Netty makes, what is configured. */
    static final class Start {

        void start(
                @Observes StartupEvent started,
                HttpConfig config,
                @ConfigProperty(name = "quarkus.http.port") int port) {
            within = config.headWithin();
            watched = port;
        }
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        if (channel.localAddress() instanceof InetSocketAddress local
                && local.getPort() == watched) {
            channel.pipeline().addFirst(new HeadDeadline(within));
        }
    }
}
