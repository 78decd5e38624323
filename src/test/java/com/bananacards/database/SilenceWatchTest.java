package com.bananacards.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class SilenceWatchTest {

    private static final Duration SILENCE = Duration.ofMillis(80);

    private final EmbeddedChannel answered = channel();
    private final EmbeddedChannel neverAsked = channel();
    private final EmbeddedChannel unanswered = channel();

    /** A client behind it that closes nothing until the other end agrees, as the database's does. */
    private static EmbeddedChannel channel() {
        return new EmbeddedChannel(new SilenceWatch(SILENCE), new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext context, ChannelPromise promise) {}
        });
    }

    @Test
    void onlyWhoWasAskedAndSaysNothingIsCutOff() {
        answered.writeOutbound("SELECT 1");
        answered.writeInbound("1");
        unanswered.writeOutbound("SELECT 1");

        await().pollInterval(Duration.ofMillis(5)).until(() -> !isOpen(unanswered));

        assertThat(isOpen(answered)).isTrue();
        assertThat(isOpen(neverAsked)).isTrue();
    }

    @Test
    void whoWasAskedAgainAndSaysNothingThenIsCutOffToo() {
        unanswered.writeOutbound("SELECT 1");
        unanswered.writeInbound("1");
        unanswered.writeOutbound("SELECT 2");

        await().pollInterval(Duration.ofMillis(5)).until(() -> !isOpen(unanswered));
    }

    private static boolean isOpen(EmbeddedChannel channel) {
        channel.runScheduledPendingTasks();
        return channel.isOpen();
    }
}
