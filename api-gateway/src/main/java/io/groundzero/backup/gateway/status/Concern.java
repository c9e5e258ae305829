package io.groundzero.backup.gateway.status;

import java.time.Instant;
import java.util.List;

import io.groundzero.backup.gateway.status.Protection.Problem;

/** Something that can be wrong besides proofs and targets. */
public interface Concern {

    /** What is wrong now; empty if nothing is. Called in a transaction, often: it must be quick. */
    List<Problem> problems(Instant now);
}
