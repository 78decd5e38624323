package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.cards.Scenes;
import com.bananacards.challenges.ChallengeScenes;
import com.bananacards.transactions.Statements;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.List;

/** Has each room load what a batch speaks of, and write what came of it: one after the other, on one session. */
@ApplicationScoped
class Stages {

    private final Scenes scenes;
    private final Statements statements;
    private final ChallengeScenes challenges;

    @Inject
    Stages(Scenes scenes, Statements statements, ChallengeScenes challenges) {
        this.scenes = scenes;
        this.statements = statements;
        this.challenges = challenges;
    }

    Uni<Stage> load(List<IssuerFact> facts) {
        return load(facts, false);
    }

    /** @param past whether some of the facts may be of before this database was */
    Uni<Stage> load(List<IssuerFact> facts, boolean past) {
        return (past ? scenes.recall(facts) : scenes.load(facts))
                .chain(scene -> statements
                        .load(facts, scene)
                        .chain(statement -> challenges
                                .load(facts)
                                .map(waiting -> new Stage(scene, statement, waiting))));
    }

    Uni<Void> write(Stage stage) {
        return scenes.write(stage.cards())
                .chain(() -> statements.write(stage.transactions()))
                .chain(() -> challenges.write(stage.challenges()));
    }
}
