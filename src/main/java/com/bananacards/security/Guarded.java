package com.bananacards.security;

import io.vertx.core.http.HttpMethod;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request with a secret in it is about: read from the path before any resource is chosen. Every way to write the
 * same path gives the same answer, so that a limit can't be got around by spelling.
 *
 * @param limit its name, as the RateLimit headers show it
 * @param thing the card or challenge
 */
record Guarded(String limit, String thing) {

    static final String PIN = "pin";
    static final String CHALLENGE = "challenge";

    private static final Pattern PATH =
            Pattern.compile("/+v1/+(cards|challenges)/+([^/]+)/+([^/]+)/*");
    private static final Set<String> OF_A_CARD = Set.of("activate", "pin");

    /** Empty for what has no limit of its own. */
    static Optional<Guarded> of(HttpMethod method, String path) {
        Matcher parts = PATH.matcher(path);
        if (HttpMethod.GET.equals(method) || !parts.matches()) {
            return Optional.empty();
        }
        String action = withoutParameters(parts.group(3));
        boolean card = parts.group(1).equals("cards") && OF_A_CARD.contains(action);
        boolean challenge = parts.group(1).equals("challenges") && action.equals("confirm");
        return card || challenge
                ? Optional.of(new Guarded(card ? PIN : CHALLENGE, id(parts.group(2))))
                : Optional.empty();
    }

    private static String withoutParameters(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon < 0 ? segment : segment.substring(0, semicolon);
    }

    private static String id(String segment) {
        try {
            return UUID.fromString(withoutParameters(segment)).toString();
        } catch (IllegalArgumentException noId) {
            return "none";
        }
    }
}
