package com.bananacards.cardholders;

import com.bananacards.bananatech.Registration;
import com.bananacards.http.Problem;

import io.smallrye.mutiny.Uni;

import java.util.List;

/** What a card template asks of a registration. Templates belong to a room above this one, which answers. */
public interface RegistrationRules {

    /**
     * What is missing, {@code unknown_template} or {@code template_requirement}; empty when nothing is, or when the
     * templates can't be read: then the issuer itself decides.
     */
    Uni<List<Problem>> faults(Registration person);
}
