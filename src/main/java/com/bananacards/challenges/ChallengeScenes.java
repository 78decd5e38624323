package com.bananacards.challenges;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.Card3ds;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Loads the challenges that facts speak of, and writes the new ones. */
@ApplicationScoped
public class ChallengeScenes {

    /** Loads. Runs within the caller's transaction, after the scene's cards are locked. */
    public Uni<ChallengeScene> load(Collection<IssuerFact> facts) {
        List<String> ids = facts.stream()
                .filter(Card3ds.class::isInstance)
                .map(fact -> ((Card3ds) fact).challengeId())
                .toList();
        return ids.isEmpty()
                ? Uni.createFrom().item(new ChallengeScene(List.of()))
                : Challenge.<Challenge>list("issuerChallengeId in ?1", ids)
                        .map(ChallengeScene::new);
    }

    public Uni<Void> write(ChallengeScene scene) {
        List<Challenge> made = new ArrayList<>(scene.made());
        scene.made().clear();
        return made.isEmpty() ? Uni.createFrom().voidItem() : Challenge.persist(made);
    }
}
