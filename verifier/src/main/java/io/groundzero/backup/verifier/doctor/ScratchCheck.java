package io.groundzero.backup.verifier.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.Findings;
import io.groundzero.backup.handover.doctor.GivenSettings;
import io.groundzero.backup.handover.doctor.VolumeCheck;
import io.groundzero.backup.verifier.VerifierConfig;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;

/** Whether backups can be restored in the scratch folder, shut in as they are meant to be. */
public final class ScratchCheck implements Check.Look {

    private static final String SCRATCH = "scratch";
    private static final String SANDBOX = "sandbox";

    private final GivenSettings settings;
    private final SandboxSource sandboxes;

    public ScratchCheck(GivenSettings settings, SandboxSource sandboxes) {
        this.settings = settings;
        this.sandboxes = sandboxes;
    }

    @Override
    public void at(Findings findings) throws IOException {
        VerifierConfig config = settings.group(VerifierConfig.class);
        Deque<Path> made = make(config.scratch());
        try {
            findings.ask(SCRATCH, () -> writable(config.scratch()));
            boolean works = findings.ask(SANDBOX, () -> trial(config));
            if (works && !config.isolation().closed()) {
                findings.warn(SANDBOX, "isolation " + config.isolation() + ": code in a backup could reach the network "
                        + "or other processes" + (config.isolation() == Isolation.NONE ? ", and the keys" : ""),
                        "Choose this only if the verifier itself is shut in.");
            }
        } finally {
            for (Path folder : made) {
                Files.deleteIfExists(folder);
            }
        }
    }

    private static String writable(Path scratch) throws IOException {
        if (!Files.isDirectory(scratch) || !Files.isWritable(scratch)) {
            throw new IllegalStateException(
                    "GZ_VERIFIER_SCRATCH must be a folder that the verifier may write to: " + scratch);
        }
        return scratch + " is writable, " + VolumeCheck.free(scratch);
    }

    private String trial(VerifierConfig config) throws Exception {
        Sandbox sandbox = sandboxes.of(settings);
        Scratch.tryBeside(config.scratch(), sandbox);
        return "programs run as " + sandbox.account().name() + ", isolation " + config.isolation();
    }

    /** The service makes the folder when it starts; until then it is there only for the trial. Innermost first. */
    private static Deque<Path> make(Path scratch) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path folder = scratch; folder != null && !Files.exists(folder); folder = folder.getParent()) {
            missing.addLast(folder);
        }
        if (scratch.isAbsolute()) {
            Files.createDirectories(scratch);
        }
        return missing;
    }
}
