package com.bananacards.operations;

import io.quarkus.runtime.annotations.RegisterForReflection;

import java.util.ArrayList;
import java.util.List;

/** What was found out about an operation: what witnesses said, and what its caller should know. */
@RegisterForReflection
record Findings(List<Evidence> evidence, List<String> warnings) {

    Findings {
        evidence = List.copyOf(evidence);
        warnings = List.copyOf(warnings);
    }

    /** A witness that says the same again adds nothing. */
    Findings with(Evidence said) {
        boolean known = evidence.stream()
                .anyMatch(one ->
                        one.witness().equals(said.witness()) && one.says().equals(said.says()));
        return known ? this : new Findings(plus(evidence, said), warnings);
    }

    Findings with(String warning) {
        return warnings.contains(warning) ? this : new Findings(evidence, plus(warnings, warning));
    }

    private static <T> List<T> plus(List<T> some, T one) {
        List<T> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }
}
