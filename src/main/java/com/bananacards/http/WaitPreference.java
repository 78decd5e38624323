package com.bananacards.http;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Prefer: wait=N} (RFC 7240), 1 to 30 seconds. A preference that can't be read is ignored, as the RFC says. */
public record WaitPreference(Duration atMost) {

    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?([0-9]{1,4})\"?(?:$|[,;\\s])");
    private static final long LONGEST_SECONDS = 30;

    public static Optional<WaitPreference> of(@Nullable String prefer) {
        if (prefer == null) {
            return Optional.empty();
        }
        Matcher matcher = WAIT.matcher(prefer);
        if (!matcher.find()) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(matcher.group(1));
        return seconds < 1
                ? Optional.empty()
                : Optional.of(
                        new WaitPreference(Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS))));
    }

    /** The value of {@code Preference-Applied}. */
    public String applied() {
        return "wait=" + atMost.toSeconds();
    }
}
