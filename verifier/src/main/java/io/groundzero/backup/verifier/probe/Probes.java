package io.groundzero.backup.verifier.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.verifier.proof.Steps;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** The last step: applications are started on the restored data and must answer as they are known to. */
public final class Probes {

    private static final Logger LOG = Logger.getLogger(Probes.class);

    private static final int NAMED = 10;

    private final List<Probe> probes;
    private final Sandbox sandbox;

    /**
     * @throws IllegalStateException if the settings cannot work, naming all problems
     */
    public Probes(ProbesConfig config, Sandbox sandbox) {
        this.probes = ProbeValidation.probes(config, sandbox);
        this.sandbox = sandbox;
        if (!probes.isEmpty() && !sandbox.isolation().closed()) {
            LOG.warnf("gz.verifier.isolation is %s: the applications of gz.probes can reach the network, and do there "
                    + "what the restored data make them do. Choose this only if the verifier itself is shut in.",
                    sandbox.isolation());
        }
    }

    /**
     * Runs the probes that are about this backup, one after the other. Without any there is no step.
     *
     * @param configuration where the configuration bundle was unpacked
     * @throws BackupException PROBE_FAILED, PROBE_UNAVAILABLE, or what this machine lacks
     */
    public void run(Steps steps, ThrowawayServer server, Manifest manifest, Optional<Path> configuration)
            throws BackupException {
        List<Probe> due = probes.stream().filter(probe -> probe.about(manifest.cluster())).toList();
        if (due.isEmpty()) {
            return;
        }
        steps.run("probe", evidence -> {
            Bundle bundle = new Bundle(configuration);
            for (Probe probe : due) {
                new ProbeRun(probe, sandbox, server, evidence).run(manifest, bundle);
            }
            evidence.summary(due.stream().map(Probes::passed).collect(Collectors.joining("; ")));
            return null;
        });
    }

    /** Names the requests: this sentence is all that a drill's report takes over. */
    private static String passed(Probe probe) {
        int all = probe.requests().size();
        String names = probe.requests().stream().limit(NAMED).map(ProbeRequest::name).collect(Collectors.joining(", "));
        return probe.name() + " runs on the restored data: " + all + " of " + all + " requests answered as expected ("
                + names + (all > NAMED ? ", and " + (all - NAMED) + " more" : "") + ")";
    }
}
