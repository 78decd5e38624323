package com.bananacards.simulation;

/** How much goes wrong: asks the choices only while there is something left to go wrong. */
final class Chaos {

    private final Choices choices;
    private int budget;
    private boolean calm;

    Chaos(Choices choices, int budget) {
        this.choices = choices;
        this.budget = budget;
    }

    /** No more faults from now on. */
    void calm() {
        calm = true;
    }

    /** One of the options; all but the first are faults. */
    int fault(int... weights) {
        if (calm || budget == 0) {
            return 0;
        }
        int chosen = choices.choose(weights);
        budget -= chosen == 0 ? 0 : 1;
        return chosen;
    }

    /** How a fault looks: asked only where one was chosen, so that it costs no more of them. */
    int detail(int... weights) {
        return choices.choose(weights);
    }
}
