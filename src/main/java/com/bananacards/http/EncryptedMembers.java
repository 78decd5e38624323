package com.bananacards.http;

import com.bananacards.sensitive.BrowserKeys;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.UUID;

/**
 * Takes a secret member of a body also as {@code <name>_jwe}, encrypted by the browser. From then on the body reads as
 * if it had come in plain, so that a repeated request is the same one however it was encrypted.
 */
@Singleton
public class EncryptedMembers {

    private static final String ENDING = "_jwe";
    private static final int LONGEST = 4096;

    private final BrowserKeys keys;

    @Inject
    EncryptedMembers(BrowserKeys keys) {
        this.keys = keys;
    }

    /**
     * Opens {@code <name>_jwe} in place of {@code name}; faults are the body's.
     *
     * @param subject the card or cardholder that it must have been encrypted for
     */
    public void open(JsonBody body, String name, UUID subject) {
        String encrypted = name + ENDING;
        if (!body.has(encrypted)) {
            return;
        }
        body.comesAs(encrypted, name);
        if (body.has(name)) {
            body.fault(encrypted, "not_allowed", "is instead of " + name + ", not beside it");
            return;
        }
        body.text(encrypted, 1, LONGEST).ifPresent(text -> {
            try {
                body.stands(encrypted, name, keys.open(text, name, subject.toString()));
            } catch (BrowserKeys.Refused refused) {
                body.fault(encrypted, "format", refused.words());
            }
        });
    }
}
