package com.bananacards.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which the head of a request does not arrive in time: counted from the connection's opening,
 * and then from the first byte after an answer. An idle timeout would not do, for each byte begins it anew.
 *
 * <p>Reads HTTP/1.1 in plain text. It steps aside for HTTP/2, whose frames have limits of their own, and for TLS.
 */
final class HeadDeadline extends ChannelDuplexHandler {

    private static final byte TLS_HANDSHAKE = 0x16;
    private static final byte[] HTTP_2 = {'P', 'R', 'I', ' ', '*'};

    private final Duration within;
    private @Nullable Future<?> deadline;
    private boolean inHead = true;
    private int seen;
    private boolean mayBeHttp2 = true;
    private int lineEnds;

    HeadDeadline(Duration within) {
        this.within = within;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        start(context);
        context.fireChannelActive();
    }

    private void start(ChannelHandlerContext context) {
        deadline = context.executor()
                .schedule(() -> context.close(), within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (inHead && message instanceof ByteBuf bytes) {
            read(context, bytes);
        }
        context.fireChannelRead(message);
    }

    private void read(ChannelHandlerContext context, ByteBuf bytes) {
        for (int at = bytes.readerIndex(); at < bytes.writerIndex() && inHead; at++) {
            take(bytes.getByte(at));
            if (seen == HTTP_2.length && mayBeHttp2) {
                stepAside(context);
                return;
            }
        }
        if (!inHead) {
            stop();
        } else if (deadline == null) {
            start(context);
        }
    }

    private void take(byte one) {
        if (seen < HTTP_2.length) {
            mayBeHttp2 &= one == HTTP_2[seen] || seen == 0 && one == TLS_HANDSHAKE;
            seen = one == TLS_HANDSHAKE && seen == 0 ? HTTP_2.length : seen + 1;
        }
        if (one == '\n') {
            lineEnds++;
        } else if (one != '\r') {
            lineEnds = 0;
        }
        inHead = lineEnds < 2;
    }

    private void stepAside(ChannelHandlerContext context) {
        stop();
        inHead = false;
        context.pipeline().remove(this);
    }

    /** An answer: what comes next is another head. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!inHead) {
            inHead = true;
            seen = 0;
            mayBeHttp2 = true;
            lineEnds = 0;
        }
        context.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }
}
