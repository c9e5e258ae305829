package io.groundzero.backup.verifier;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.handover.Work;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.mutation.MutationRun;
import io.groundzero.backup.verifier.probe.Probes;
import io.groundzero.backup.verifier.restore.Restore;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;

/** Puts a mutation run together: what it tests is the verification as it is, with other places and keys. */
final class MutationParts {

    private static final int SPACE_FACTOR = 2;

    private MutationParts() {
    }

    static MutationRun run(Scratch scratch, Sandbox sandbox, List<Path> programs, int jobs, Compare compare,
            ObjectMapper json, Clock clock) {
        Verification.Settings settings = new Verification.Settings("mutation", Duration.ofHours(1), programs, jobs,
                SPACE_FACTOR);
        return new MutationRun(scratch, sandbox, programs,
                (fetch, decrypt, message) -> new Verification(scratch, sandbox, fetch, decrypt,
                        new Restore(sandbox.account(), jobs), compare, new Probes(Map::of, sandbox), settings,
                        clock)
                        .run(message, Work.Progress.NONE),
                json, clock);
    }
}
