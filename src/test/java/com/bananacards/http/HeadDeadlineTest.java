package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A head that does not arrive in time closes its connection, and nothing else does. */
class HeadDeadlineTest {

    private static final String HEAD = "GET /v1/cards HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST =
            "POST /v1/cards HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n";

    private final EmbeddedChannel channel = new EmbeddedChannel();

    HeadDeadlineTest() {
        channel.freezeTime();
        channel.pipeline().addFirst(new HeadDeadline(Duration.ofSeconds(10)));
        channel.pipeline().fireChannelActive();
    }

    private void receives(String text) {
        channel.writeInbound(bytes(text));
    }

    private void answers() {
        channel.writeOutbound(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private boolean isOpenAfter(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        return channel.isOpen();
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() {
        assertThat(isOpenAfter(9)).isTrue();
        assertThat(isOpenAfter(2)).isFalse();
    }

    @Test
    void aTrickleBuysNoTime() {
        for (char one : "GET / HTT".toCharArray()) {
            receives(String.valueOf(one));
            assertThat(isOpenAfter(1)).isTrue();
        }
        receives("P/1.1\r\nX: ");

        assertThat(isOpenAfter(2)).isFalse();
    }

    @Test
    void aWholeHeadMayBeAnsweredAsLateAsItTakes() {
        receives(HEAD);

        assertThat(isOpenAfter(3_600)).isTrue();
    }

    @Test
    void aHeadInPiecesIsAHead() {
        for (char one : HEAD.toCharArray()) {
            receives(String.valueOf(one));
        }

        assertThat(isOpenAfter(3_600)).isTrue();
    }

    @Test
    void aBodyHasALimitOfItsOwnAndIsNotTakenForAHead() {
        receives(POST);
        receives("{\"a");

        assertThat(isOpenAfter(3_600)).isTrue();
    }

    @Test
    void anIdleConnectionMayWaitForItsNextRequest() {
        receives(HEAD);
        answers();

        assertThat(isOpenAfter(3_600)).isTrue();
    }

    @Test
    void theNextHeadHasTheSameTimeFromItsFirstByte() {
        receives(HEAD);
        answers();
        assertThat(isOpenAfter(100)).isTrue();
        receives("G");

        assertThat(isOpenAfter(9)).isTrue();
        receives("E");
        assertThat(isOpenAfter(2)).isFalse();
    }

    @Test
    void manyRequestsOnOneConnectionAreServed() {
        for (int one = 0; one < 100; one++) {
            receives(HEAD);
            assertThat(isOpenAfter(1)).isTrue();
            answers();
        }
        assertThat(isOpenAfter(3_600)).isTrue();
    }

    @Test
    void itStepsAsideForHttp2AndForTls() {
        receives("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertThat(channel.pipeline().get(HeadDeadline.class)).isNull();
        assertThat(isOpenAfter(3_600)).isTrue();

        EmbeddedChannel tls = new EmbeddedChannel(new HeadDeadline(Duration.ofSeconds(10)));
        tls.writeInbound(bytes("\u0016\u0003\u0001"));
        assertThat(tls.pipeline().get(HeadDeadline.class)).isNull();
    }

    @Test
    void nothingIsSwallowed() {
        receives(HEAD);

        ByteBuf read = channel.readInbound();
        assertThat(read.toString(StandardCharsets.ISO_8859_1)).isEqualTo(HEAD);
    }
}
