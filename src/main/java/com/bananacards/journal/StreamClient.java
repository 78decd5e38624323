package com.bananacards.journal;

import com.bananacards.journal.JournalReader.Filter;

import io.smallrye.mutiny.subscription.MultiEmitter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/**
 * One connected client. Until it has read what it missed, what it is told is held back, or left in the database when
 * there is too much of it; from then on it is passed on, each line once.
 */
final class StreamClient {

    private final Filter filter;
    private final int buffer;
    private final ArrayDeque<Due> held = new ArrayDeque<>(1);
    private Position last;
    private boolean moreWasTold;
    private boolean behind = true;
    private boolean ended;
    private @Nullable MultiEmitter<? super StreamEvent> live;

    /** A line as it is sent. */
    private record Due(Position at, StreamEvent event) {}

    StreamClient(Filter filter, Position last, int buffer) {
        this.filter = filter;
        this.last = last;
        this.buffer = buffer;
    }

    Filter filter() {
        return filter;
    }

    /** Where its next reading begins. What was told before that and not held will be in it. */
    synchronized Position beginsReading() {
        moreWasTold = false;
        return last;
    }

    /** @param to the last line that was read; null for none */
    synchronized void hasRead(@Nullable Position to, boolean thereIsMore) {
        if (to != null) {
            last = to;
        }
        behind = thereIsMore || moreWasTold;
    }

    synchronized boolean isBehind() {
        return behind && !ended;
    }

    /** One that took its last page so slowly that too much came meanwhile is cut off, and resumes. */
    synchronized void goesLive(MultiEmitter<? super StreamEvent> emitter) {
        if (moreWasTold || ended) {
            emitter.complete();
            return;
        }
        live = emitter;
        held.forEach(due -> send(due, emitter));
        held.clear();
    }

    synchronized void tell(Told line, Position at, StreamEvent event) {
        if (ended || !filter.lets(line)) {
            return;
        }
        Due due = new Due(at, event);
        MultiEmitter<? super StreamEvent> emitter = live;
        if (emitter != null) {
            send(due, emitter);
        } else if (held.size() < buffer) {
            held.add(due);
        } else {
            held.clear();
            moreWasTold = true;
        }
    }

    /** Nothing more is sent: the caller's right to it is over. */
    synchronized void end() {
        ended = true;
        held.clear();
        MultiEmitter<? super StreamEvent> emitter = live;
        if (emitter != null) {
            emitter.complete();
        }
    }

    synchronized void beat() {
        MultiEmitter<? super StreamEvent> emitter = live;
        if (emitter != null) {
            emitter.emit(StreamEvent.HEARTBEAT);
        }
    }

    private void send(Due due, MultiEmitter<? super StreamEvent> emitter) {
        if (due.at().compareTo(last) > 0) {
            last = due.at();
            emitter.emit(due.event());
        }
    }
}
