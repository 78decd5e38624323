package com.bananacards.challenges;

import static com.bananacards.challenges.ChallengeStatus.APPROVED;
import static com.bananacards.challenges.ChallengeStatus.DECLINED;
import static com.bananacards.challenges.ChallengeStatus.EXPIRED;

import com.bananacards.challenges.ChallengeEvent.Approved;
import com.bananacards.challenges.ChallengeEvent.Declined;
import com.bananacards.challenges.ChallengeEvent.Expired;
import com.bananacards.challenges.ChallengeTransition.Moved;
import com.bananacards.challenges.ChallengeTransition.Refused;
import com.bananacards.challenges.ChallengeTransition.Repeated;

/**
 * The one table of what an event makes of a challenge. Pure.
 *
 * <p>An answer that the issuer took counts also when our clock had let the challenge expire: the issuer's clock decides.
 */
public final class ChallengeLifecycle {

    private ChallengeLifecycle() {}

    public static ChallengeTransition next(ChallengeStatus status, ChallengeEvent event) {
        return switch (event) {
            case Approved ignored -> answered(status, APPROVED);
            case Declined ignored -> answered(status, DECLINED);
            case Expired ignored -> expired(status);
        };
    }

    private static ChallengeTransition answered(ChallengeStatus status, ChallengeStatus answer) {
        return switch (status) {
            case WAITING, EXPIRED -> new Moved(answer);
            case APPROVED, DECLINED -> status == answer ? new Repeated() : new Refused(status);
        };
    }

    private static ChallengeTransition expired(ChallengeStatus status) {
        return switch (status) {
            case WAITING -> new Moved(EXPIRED);
            case EXPIRED -> new Repeated();
            case APPROVED, DECLINED -> new Refused(status);
        };
    }
}
