package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.cards.Scenes;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.List;

/** Has each room load what a batch speaks of, and write what came of it: one after the other, on one session. */
@ApplicationScoped
class Stages {

    private final Scenes scenes;

    @Inject
    Stages(Scenes scenes) {
        this.scenes = scenes;
    }

    Uni<Stage> load(List<IssuerFact> facts) {
        return scenes.load(facts).map(Stage::new);
    }

    Uni<Void> write(Stage stage) {
        return scenes.write(stage.cards());
    }
}
