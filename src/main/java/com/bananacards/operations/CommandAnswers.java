package com.bananacards.operations;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Writes a command's answer as HTTP. */
final class CommandAnswers {

    private CommandAnswers() {}

    /** Status, {@code Location} and the operation; says when it is a replay and when a wait was granted. */
    static RestResponse<String> response(CommandAnswer answer) {
        ResponseBuilder<String> response = ResponseBuilder.<String>create(answer.status())
                .entity(answer.body())
                .header("Content-Type", "application/json")
                .header("Location", "/v1/operations/" + answer.operationId());
        if (answer.replayed()) {
            response.header("Idempotent-Replayed", "true");
        }
        answer.applied().ifPresent(applied -> response.header("Preference-Applied", applied));
        return response.build();
    }
}
