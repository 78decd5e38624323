package com.bananacards.journal;

import com.bananacards.sensitive.Attestation;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Walks along lines, links and checkpoints, and stops at the first that does not fit what was before it. */
final class ChainWalk {

    /** What stands at one position; null for what does not. */
    record Step(
            Position position,
            @Nullable String line,
            @Nullable Link link,
            @Nullable Checkpoint checkpoint) {}

    private final Attestation attestation;
    private Position position;
    private Link link;
    private Position vouched;
    private long lines;
    private @Nullable String brokenAt;
    private @Nullable String fault;

    ChainWalk(Attestation attestation, Position from, Link link) {
        this.attestation = attestation;
        this.position = from;
        this.vouched = from;
        this.link = link;
    }

    void take(Step step) {
        if (isBroken()) {
            return;
        }
        String wrong = wrong(step);
        if (wrong != null) {
            breaks(step.position(), wrong);
            return;
        }
        position = step.position();
        lines++;
        Checkpoint checkpoint = step.checkpoint();
        if (checkpoint != null) {
            passes(checkpoint);
        }
    }

    private @Nullable String wrong(Step step) {
        if (step.line() == null) {
            return "the line is gone";
        }
        if (step.link() == null) {
            return "the line was put in later";
        }
        Link next = link.next(step.line());
        if (step.link().sequence() != next.sequence()) {
            return "lines before it are gone";
        }
        if (!Arrays.equals(next.hash(), step.link().hash())) {
            return "the line was changed";
        }
        link = next;
        return null;
    }

    private void passes(Checkpoint checkpoint) {
        if (!checkpoint.isOf(link) || !checkpoint.holds(attestation).orElse(true)) {
            breaks(
                    checkpoint.position(),
                    "the checkpoint does not hold: a line after " + vouched.text()
                            + " was changed, and the chain after it made anew");
        } else {
            vouched = checkpoint.position();
        }
    }

    /** The end of what was sealed must be where the newest checkpoint is, under a key that is known. */
    void endsAt(Checkpoint newest) {
        if (isBroken()) {
            return;
        }
        if (!newest.position().equals(position) || !newest.isOf(link)) {
            breaks(position, "lines after it are gone, or nobody vouched for them");
        } else if (newest.holds(attestation).isEmpty()) {
            String key = newest.voucher().keyId();
            breaks(position, "the key of its checkpoint, " + key + ", is gone");
        }
    }

    void breaks(Position at, String why) {
        brokenAt = at.text();
        fault = why;
    }

    boolean isBroken() {
        return brokenAt != null;
    }

    Position position() {
        return position;
    }

    /** The last checkpoint that held: the place to go on from. */
    Position vouched() {
        return vouched;
    }

    long lines() {
        return lines;
    }

    @Nullable
    String brokenAt() {
        return brokenAt;
    }

    @Nullable
    String fault() {
        return fault;
    }
}
