package com.bananacards.cards;

import com.bananacards.bananatech.Registration;
import com.bananacards.bananatech.Template;
import com.bananacards.cardholders.RegistrationRules;
import com.bananacards.http.Problem;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.ArrayList;
import java.util.List;

/**
 * What templates ask of a registration. Where one asks for identity and phone, both are needed: the issuer's documents
 * leave the relation open.
 */
@ApplicationScoped
class TemplateRules implements RegistrationRules {

    private static final String REQUIRED = "is required by this template";

    private final Templates templates;

    @Inject
    TemplateRules(Templates templates) {
        this.templates = templates;
    }

    @Override
    public Uni<List<Problem>> faults(Registration person) {
        return templates
                .known()
                .map(known -> known.map(all -> Templates.named(all, person.templateId())
                                .map(template -> missing(template, person))
                                .orElseGet(() -> List.of(Templates.unknown(person.templateId()))))
                        .orElse(List.of()));
    }

    private static List<Problem> missing(Template template, Registration person) {
        List<Problem> missing = new ArrayList<>();
        if (template.requiresKyc() && person.kyc() == null) {
            missing.add(NewCards.requirement(template, "/kyc", REQUIRED));
        }
        if (template.requiresPhoneOnly() && person.dialCode() == null) {
            missing.add(NewCards.requirement(template, "/dial_code", REQUIRED));
        }
        if (template.requiresPhoneOnly() && person.phoneNumber() == null) {
            missing.add(NewCards.requirement(template, "/phone_number", REQUIRED));
        }
        return missing;
    }
}
