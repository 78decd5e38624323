package com.bananacards.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.journal.ChainWalk.Step;
import com.bananacards.sensitive.Attestation;
import com.bananacards.sensitive.AttestationInMemory;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whatever is done to a sealed journal, the walk stops at the first line that was touched. */
class ChainWalkTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final int LINES = 10;

    private final Attestation attestation = AttestationInMemory.of("k1");
    private final List<Step> steps = sealed(attestation);

    /** Ten lines, the fifth and the tenth at a checkpoint. */
    private static List<Step> sealed(Attestation attestation) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= LINES; i++) {
            lines.add("line " + i);
        }
        return sealed(lines, attestation, Link.START);
    }

    private static List<Step> sealed(List<String> lines, Attestation attestation, Link from) {
        List<Step> steps = new ArrayList<>();
        Link link = from;
        for (int i = 0; i < lines.size(); i++) {
            link = link.next(lines.get(i));
            Position at = new Position(100 + link.sequence(), link.sequence());
            Checkpoint checkpoint =
                    link.sequence() % 5 == 0 ? Checkpoint.of(at, link, NOW, attestation) : null;
            steps.add(new Step(at, lines.get(i), link, checkpoint));
        }
        return steps;
    }

    private ChainWalk walk(List<Step> along) {
        ChainWalk walk = new ChainWalk(attestation, Position.START, Link.START);
        along.forEach(walk::take);
        walk.endsAt(steps.getLast().checkpoint());
        return walk;
    }

    @Test
    void anUntouchedJournalIsIntact() {
        ChainWalk walk = walk(steps);

        assertThat(walk.isBroken()).isFalse();
        assertThat(walk.lines()).isEqualTo(LINES);
        assertThat(walk.vouched()).isEqualTo(steps.getLast().position());
    }

    @Test
    void aChangedLineIsNamed() {
        for (int i = 0; i < LINES; i++) {
            Step one = steps.get(i);
            List<Step> changed = new ArrayList<>(steps);
            changed.set(i, new Step(one.position(), "forged", one.link(), one.checkpoint()));

            ChainWalk walk = walk(changed);

            assertThat(walk.brokenAt()).isEqualTo(one.position().text());
            assertThat(walk.fault()).isEqualTo("the line was changed");
        }
    }

    @Test
    void aLineThatIsGoneIsNamed() {
        for (int i = 0; i < LINES; i++) {
            Step one = steps.get(i);
            List<Step> changed = new ArrayList<>(steps);
            changed.set(i, new Step(one.position(), null, one.link(), one.checkpoint()));

            assertThat(walk(changed).brokenAt()).isEqualTo(one.position().text());
        }
    }

    @Test
    void aLineThatIsGoneWithItsLinkIsMissed() {
        for (int i = 0; i < LINES; i++) {
            List<Step> changed = new ArrayList<>(steps);
            changed.remove(i);

            assertThat(walk(changed).isBroken()).as("without line %d", i + 1).isTrue();
        }
    }

    @Test
    void aLineThatWasPutInIsNamed() {
        Step put = new Step(new Position(103, 9_999), "forged", null, null);
        List<Step> changed = new ArrayList<>(steps);
        changed.add(3, put);

        assertThat(walk(changed).brokenAt()).isEqualTo(put.position().text());
    }

    @Test
    void aChainThatIsMadeAnewIsNotVouchedFor() {
        List<String> lines = new ArrayList<>();
        steps.forEach(step -> lines.add(step.line()));
        lines.set(6, "forged");
        List<Step> forged = sealed(lines, AttestationInMemory.of("k1", (byte) 7), Link.START);
        List<Step> changed = new ArrayList<>(steps.subList(0, 5));
        changed.addAll(forged.subList(5, LINES));

        ChainWalk walk = walk(changed);

        assertThat(walk.brokenAt()).isEqualTo(steps.get(9).position().text());
        assertThat(walk.fault()).contains("after " + steps.get(4).position().text());
    }

    @Test
    void aWholeChainThatIsMadeAnewIsNotVouchedFor() {
        List<String> lines = new ArrayList<>();
        steps.forEach(step -> lines.add(step.line()));
        lines.set(0, "forged");

        assertThat(walk(sealed(lines, AttestationInMemory.of("k1", (byte) 7), Link.START))
                        .isBroken())
                .isTrue();
    }

    @Test
    void anEndThatIsCutOffBehindItsCheckpointIsMissed() {
        assertThat(walk(steps.subList(0, 7)).isBroken()).isTrue();
    }

    @Test
    void aCheckpointUnderAKeyThatIsGoneProvesNothing() {
        ChainWalk walk = new ChainWalk(AttestationInMemory.of("k2"), Position.START, Link.START);
        steps.forEach(walk::take);
        walk.endsAt(steps.getLast().checkpoint());

        assertThat(walk.fault()).contains("k1");
    }
}
