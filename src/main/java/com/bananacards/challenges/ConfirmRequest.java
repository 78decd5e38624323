package com.bananacards.challenges;

import com.bananacards.http.JsonBody;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.util.Optional;

/** The cardholder's answer to a challenge. */
record ConfirmRequest(@Schema(required = true) boolean approve) {

    static ConfirmRequest of(JsonBody body) {
        Optional<Boolean> approve = body.required("approve", body.bool("approve"));
        body.done();
        return new ConfirmRequest(approve.orElseThrow());
    }
}
