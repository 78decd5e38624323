package com.bananacards.operations;

import java.util.Optional;
import java.util.UUID;

/**
 * What a command is answered with.
 *
 * @param body the operation as JSON
 * @param replayed true when this is the first answer given again
 * @param applied the value of {@code Preference-Applied}, when a wait was granted
 */
public record CommandAnswer(
        int status, UUID operationId, String body, boolean replayed, Optional<String> applied) {}
