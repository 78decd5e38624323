package com.bananacards.database;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which something was asked and nothing came back for too long. The client itself has no such
 * limit, and its own way to close a connection waits for the database to agree; so this one stands before it, at the
 * socket.
 */
final class SilenceWatch extends ChannelDuplexHandler {

    private static final String NAME = "silence";
    private static final int LOOKS = 8;
    private static final long NOTHING_ASKED = 0;

    private final long silence;
    private long askedAt = NOTHING_ASKED;
    private @Nullable ScheduledFuture<?> looks;

    SilenceWatch(Duration silence) {
        this.silence = silence.toNanos();
    }

    /** Watches a new connection of the pool; does nothing where that is off. */
    static void over(SqlConnection made, Duration silence) {
        SocketConnectionBase socket = socket(made);
        if (silence.isPositive() && socket != null) {
            ChannelHandlerContext context = socket.socket().channelHandlerContext();
            context.executor()
                    .execute(() -> context.pipeline().addFirst(NAME, new SilenceWatch(silence)));
        }
    }

    private static @Nullable SocketConnectionBase socket(SqlConnection made) {
        Connection connection = ((SqlConnectionInternal) made).unwrap();
        Connection inner = connection.unwrap();
        return inner instanceof SocketConnectionBase socket ? socket : null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        long every = Math.max(1, silence / LOOKS);
        looks = context.executor()
                .scheduleAtFixedRate(() -> look(context), every, every, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    private void look(ChannelHandlerContext context) {
        if (askedAt != NOTHING_ASKED && System.nanoTime() - askedAt > silence) {
            askedAt = NOTHING_ASKED;
            context.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (askedAt == NOTHING_ASKED) {
            askedAt = System.nanoTime();
        }
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        askedAt = NOTHING_ASKED;
        context.fireChannelRead(message);
    }
}
