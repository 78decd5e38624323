package com.bananacards.operations;

import io.quarkus.runtime.annotations.RegisterForReflection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What was found out about an operation: what witnesses said, and what its caller should know. */
@RegisterForReflection
record Findings(List<Evidence> evidence, List<String> warnings) {

    private static final Set<String> ISSUERS_OWN =
            Set.of(Telling.WEBHOOK, Telling.RECORDS, Telling.RESTORED);

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

    boolean issuerSaid(String result) {
        return evidence.stream()
                .anyMatch(
                        one -> ISSUERS_OWN.contains(one.witness()) && one.says().equals(result));
    }

    /** What witnesses say now, in place of what the same ones said before. */
    Findings with(List<Testimony> testimonies, Instant at) {
        List<Evidence> more = new ArrayList<>(evidence);
        testimonies.forEach(one -> {
            Evidence said =
                    new Evidence(one.witness().label(), one.says().name(), at, one.details());
            more.removeIf(before -> before.witness().equals(said.witness()));
            more.add(said);
        });
        return new Findings(more, warnings);
    }

    /** True when these witnesses said the same before. */
    boolean knows(List<Testimony> testimonies) {
        return testimonies.stream()
                .allMatch(one -> evidence.stream()
                        .anyMatch(
                                before -> before.witness().equals(one.witness().label())
                                        && before.says().equals(one.says().name())));
    }

    Findings with(String warning) {
        return warnings.contains(warning) ? this : new Findings(evidence, plus(warnings, warning));
    }

    Findings without(String warning) {
        return warnings.contains(warning)
                ? new Findings(
                        evidence,
                        warnings.stream().filter(one -> !one.equals(warning)).toList())
                : this;
    }

    private static <T> List<T> plus(List<T> some, T one) {
        List<T> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }
}
