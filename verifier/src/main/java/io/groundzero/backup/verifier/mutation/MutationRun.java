package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.MutationReport.Trial;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.decrypt.Decrypt;
import io.groundzero.backup.verifier.fetch.Fetch;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;

/**
 * Tests the verifier: makes a good backup of a sample cluster and copies of it with one defect each, and has each
 * verified. Between two of them the scratch folder is free for a real verification.
 */
public final class MutationRun {

    private final Scratch scratch;
    private final Sandbox sandbox;
    private final List<Path> programs;
    private final Tested tested;
    private final ByHand byHand;
    private final ObjectMapper json;
    private final Clock clock;

    /** The verification that is tested, over any place and with any keys. */
    @FunctionalInterface
    public interface Tested {
        /**
         * @throws BackupException if the backup could not be tested
         */
        Proof verify(Fetch fetch, Decrypt decrypt, BackupShipped message) throws BackupException;
    }

    /**
     * @param scratch the verifier's; the sample cluster and the backups lie in a folder beside the verifications'
     * @param programs the only folders in which PostgreSQL's programs are looked for, or none
     * @param byHand the other way to restore, which people are promised
     */
    public MutationRun(Scratch scratch, Sandbox sandbox, List<Path> programs, Tested tested, ByHand byHand,
            ObjectMapper json, Clock clock) {
        this.scratch = scratch;
        this.sandbox = sandbox;
        this.programs = List.copyOf(programs);
        this.tested = tested;
        this.byHand = byHand;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Tries everything.
     *
     * @param told of each trial once it is over
     * @throws BackupException if there is no report because the run was stopped
     */
    public MutationReport run(Consumer<Trial> told) throws BackupException {
        try {
            return run(Mutants.faithful(), Mutants.all(), told);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.INTERNAL, "the list of mutants is unreadable: " + e.getMessage(), e);
        }
    }

    MutationReport run(List<Mutant> good, List<Mutant> mutants, Consumer<Trial> told) throws BackupException {
        Instant at = clock.instant();
        long start = System.nanoTime();
        List<Trial> faithful = new ArrayList<>();
        List<Trial> tried = new ArrayList<>();
        String version = null;
        String trouble = null;
        Workshop workshop = new Workshop(scratch.root(), sandbox);
        try (Sandbox.Turn stay = sandbox.stay()) {
            Path folder = workshop.open();
            ClientPrograms found = sandbox.newestPrograms(programs, ClientPrograms.ALL);
            version = found.version();
            try (SampleCluster cluster = SampleCluster.start(sandbox, found, folder)) {
                Material material = new Material(cluster, Scratch.privateFolder(folder, "material"), json, clock);
                for (Mutant backup : good) {
                    faithful.add(tryOut(backup, material, folder, told));
                }
                Trial restoredByHand = byHand.tryOut(material.good(), found);
                told.accept(restoredByHand);
                faithful.add(restoredByHand);
                for (Mutant mutant : mutants) {
                    tried.add(tryOut(mutant, material, folder, told));
                }
            }
        } catch (BackupException | IOException | RuntimeException e) {
            trouble = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "the mutation run was stopped", e);
        } finally {
            workshop.clear();
        }
        return Reporting.report(at, Duration.ofNanos(System.nanoTime() - start), version, faithful, tried, trouble);
    }

    private Trial tryOut(Mutant mutant, Material material, Path folder, Consumer<Trial> told)
            throws BackupException, IOException, InterruptedException {
        Path root = Scratch.privateFolder(folder, "mutant");
        Draft draft = material.good().copyTo(root);
        Trial trial;
        try {
            BackupShipped message = mutant.defect().make(draft, material);
            trial = Reporting.judge(mutant, verify(message, root, material.keys()));
        } catch (BackupException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            trial = Reporting.failed(mutant, e);
        } catch (IOException | RuntimeException e) {
            trial = Reporting.failed(mutant, new BackupException(ErrorCode.INTERNAL, e.toString(), e));
        } finally {
            DurableFiles.deleteTree(root);
        }
        told.accept(trial);
        return trial;
    }

    private Proof verify(BackupShipped message, Path root, RunKeys keys) throws BackupException {
        return tested.verify(Fetch.local(root, keys.signers(), json), new Decrypt(keys.decryption()), message);
    }
}
