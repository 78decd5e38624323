package com.bananacards.challenges;

import com.bananacards.testsupport.Settings;

import java.util.ArrayList;
import java.util.List;

/** Challenges without a database. */
public final class ChallengesInMemory {

    private final List<Challenge> known = new ArrayList<>();

    /** What applies facts about 3DS and wallets, by default settings. */
    public static ChallengeFacts facts() {
        return new ChallengeFacts(Settings.of(ChallengesConfig.class));
    }

    /** All there are, as one batch sees them. */
    public ChallengeScene scene() {
        return new ChallengeScene(known);
    }

    /** Keeps those that came into being in a batch. */
    public void write(ChallengeScene scene) {
        known.addAll(scene.made());
    }
}
