package io.groundzero.backup.contracts.message;

import java.time.Duration;
import java.time.Instant;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;

/** A message names a time that has not come. */
public final class FutureClaim extends BackupException {

    private static final long serialVersionUID = 1L;

    private final Duration ahead;

    FutureClaim(String name, Instant claimed, Instant now) {
        super(ErrorCode.MESSAGE_FROM_THE_FUTURE, "a message says that its " + name + " is " + claimed
                + ", but here it is " + now
                + ": the clock of its sender is fast or the one here slow, or somebody made "
                + "it up");
        this.ahead = Duration.between(now, claimed);
    }

    /** By how much it is ahead of the reader's clock. */
    public Duration ahead() {
        return ahead;
    }
}
