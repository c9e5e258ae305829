package io.groundzero.backup.verifier;

import java.util.List;

import io.groundzero.backup.handover.BrokerCheck;
import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.verifier.doctor.BucketCheck;
import io.groundzero.backup.verifier.doctor.KeyChecks;
import io.groundzero.backup.verifier.doctor.ScratchCheck;
import io.groundzero.backup.verifier.doctor.SourceDistance;
import io.groundzero.backup.verifier.mutation.MutationConfig;
import io.groundzero.backup.verifier.mutation.MutationSchedule;
import io.groundzero.backup.verifier.probe.Probes;
import io.groundzero.backup.verifier.probe.ProbesConfig;
import io.groundzero.backup.verifier.sandbox.Sandbox;

/** All that the verifier needs. */
final class VerifierDoctor {

    private static final String MUTATION = "self-test";

    private VerifierDoctor() {
    }

    static List<Check> checks(GivenSettings settings) {
        return List.of(
                settings.check(),
                BrokerCheck.of(settings),
                KeyChecks.decryption(settings), KeyChecks.signing(settings), KeyChecks.manifestSigners(settings),
                new Check("bucket", new BucketCheck(settings, VerifierDoctor::sandbox)),
                new Check("scratch", new ScratchCheck(settings, VerifierDoctor::sandbox)),
                SourceDistance.of(settings.environment()),
                Check.of("probes", () -> probes(settings)),
                new Check(MUTATION, findings -> mutation(settings.group(MutationConfig.class), findings)));
    }

    /** As the service makes it. */
    private static Sandbox sandbox(GivenSettings settings) throws Exception {
        return new VerifierParts().sandbox(settings.group(VerifierConfig.class), settings.group(BucketConfig.class),
                settings.group(BrokerConfig.class));
    }

    private static String probes(GivenSettings settings) throws Exception {
        ProbesConfig config = settings.group(ProbesConfig.class);
        new Probes(config, sandbox(settings));
        return config.probes().isEmpty()
                ? "none: no application is started on restored data"
                : String.join(", ", config.probes().keySet().stream().sorted().toList());
    }

    private static void mutation(MutationConfig config, Findings findings) {
        MutationSchedule.check(config.schedule(), config.timeZone());
        if (config.schedule().equals("off")) {
            findings.warn(MUTATION, "off: nothing tests the verifier", "Set GZ_MUTATION_SCHEDULE, docs/mutation.md.");
        } else {
            findings.ok(MUTATION, "at \"" + config.schedule() + "\", " + config.timeZone());
        }
    }
}
