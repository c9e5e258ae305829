package io.groundzero.backup.verifier.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.proof.ProofStep;

/** Runs the steps of one verification, times them, and keeps what they found. */
public class Steps {

    private final List<ProofStep> steps = new ArrayList<>();
    private final long startedAt = System.nanoTime();

    /** One step. */
    @FunctionalInterface
    public interface Step<T> {
        T run(Evidence evidence) throws BackupException, IOException, InterruptedException;
    }

    /**
     * Runs a step and records it, whether it passes or fails.
     *
     * @throws BackupException the step's own; DISK_FULL or THROWAWAY_FAILED for any other trouble with files, since a
     *         step knows itself what speaks against a backup
     */
    public <T> T run(String name, Step<T> step) throws BackupException {
        Evidence evidence = new Evidence();
        long start = System.nanoTime();
        try {
            T result = step.run(evidence);
            steps.add(new ProofStep(name, millisSince(start), true, evidence.summary(), evidence.lines()));
            return result;
        } catch (BackupException e) {
            throw failed(name, start, evidence, e);
        } catch (IOException e) {
            throw failed(name, start, evidence, new BackupException(
                    LocalTrouble.in(e).orElse(ErrorCode.THROWAWAY_FAILED), name + ": " + e.getMessage(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(name, start, evidence,
                    new BackupException(ErrorCode.THROWAWAY_FAILED, name + " was stopped with the verifier", e));
        }
    }

    public List<ProofStep> list() {
        return List.copyOf(steps);
    }

    /** Since the first step began. */
    public long millis() {
        return millisSince(startedAt);
    }

    private BackupException failed(String name, long start, Evidence evidence, BackupException e) {
        steps.add(new ProofStep(name, millisSince(start), false, e.getMessage(), evidence.lines()));
        return e;
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
