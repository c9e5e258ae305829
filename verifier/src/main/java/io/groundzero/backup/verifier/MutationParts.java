package io.groundzero.backup.verifier;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.handover.Publisher;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.verifier.check.Check;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.mutation.ByHand;
import io.groundzero.backup.verifier.mutation.MutationReports;
import io.groundzero.backup.verifier.mutation.MutationRun;
import io.groundzero.backup.verifier.mutation.NightlyRun;
import io.groundzero.backup.verifier.mutation.TemplateSandbox;
import io.groundzero.backup.verifier.mutation.Workshop;
import io.groundzero.backup.verifier.probe.Probes;
import io.groundzero.backup.verifier.proof.SignedDocuments;
import io.groundzero.backup.verifier.restore.Restore;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;

/** Puts a mutation run together: what it tests is the verification as it is, with other places and keys. */
@ApplicationScoped
class MutationParts {

    private static final int SPACE_FACTOR = 2;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Produces
    @Singleton
    NightlyRun nightlyRun(VerifierConfig config, Scratch scratch, Sandbox sandbox, SignedDocuments documents,
            Bucket bucket, Publisher publisher, ObjectMapper json, Clock clock) {
        MutationRun run = run(scratch, sandbox, config.clientPrograms().orElse(List.of()), config.jobs(),
                new Compare(json, config.jobs()), json, clock);
        return new NightlyRun(run, new MutationReports(documents, bucket.prefix(), publisher),
                new Workshop(scratch.root(), sandbox));
    }

    static MutationRun run(Scratch scratch, Sandbox real, List<Path> programs, int jobs, Compare compare,
            ObjectMapper json, Clock clock) {
        Sandbox sandbox = new TemplateSandbox(real, new Workshop(scratch.root(), real));
        Verification.Settings settings = new Verification.Settings("mutation", Duration.ofHours(1), programs, jobs,
                SPACE_FACTOR, LONGEST, 0, false);
        return new MutationRun(scratch, sandbox, programs,
                (fetch, decrypt, message) -> new Verification(scratch, sandbox, fetch, decrypt,
                        new Restore(sandbox.account(), jobs, compare), compare, new Check(json, jobs),
                        new Probes(Map::of, sandbox), settings,
                        clock)
                        .run(message, Work.Progress.NONE),
                new ByHand(scratch, sandbox, compare, jobs), json, clock);
    }
}
