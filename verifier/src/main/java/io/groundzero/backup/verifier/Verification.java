package io.groundzero.backup.verifier;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.check.Check;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.decrypt.Decrypt;
import io.groundzero.backup.verifier.decrypt.Plaintext;
import io.groundzero.backup.verifier.fetch.Fetch;
import io.groundzero.backup.verifier.probe.Probes;
import io.groundzero.backup.verifier.proof.Databases;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.proof.Steps;
import io.groundzero.backup.verifier.proof.Verdicts;
import io.groundzero.backup.verifier.restore.Restore;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.EnvironmentTwin;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** Takes one backup through all steps, and leaves nothing behind. */
class Verification {

    private final Scratch scratch;
    private final Sandbox sandbox;
    private final Fetch fetch;
    private final Decrypt decrypt;
    private final Restore restore;
    private final Compare compare;
    private final Check check;
    private final Probes probes;
    private final Settings settings;
    private final Clock clock;

    /**
     * @param copy what the proof calls the copy
     * @param programs the only folders in which PostgreSQL's programs are looked for, or none
     * @param timeLimit how long a verification may take from its turn on
     * @param spaceKept bytes that stay free in the scratch folder
     * @param eachDatabase whether the others are tested to the end if one is bad
     */
    record Settings(String copy, Duration proofLifetime, List<Path> programs, int jobs, int spaceFactor,
            Duration timeLimit, long spaceKept, boolean eachDatabase) {
    }

    Verification(Scratch scratch, Sandbox sandbox, Fetch fetch, Decrypt decrypt, Restore restore, Compare compare,
            Check check, Probes probes, Settings settings, Clock clock) {
        this.scratch = scratch;
        this.sandbox = sandbox;
        this.fetch = fetch;
        this.decrypt = decrypt;
        this.restore = restore;
        this.compare = compare;
        this.check = check;
        this.probes = probes;
        this.settings = settings;
        this.clock = clock;
    }

    /** A backup could not be tested. What was found out until then is told all the same. */
    static final class Untested extends BackupException {

        private static final long serialVersionUID = 1L;

        private final transient Proof proof;

        private Untested(BackupException failure, Proof proof) {
            super(failure.code(), failure.getMessage(), failure);
            this.proof = proof;
        }

        /** With the verdict INCONCLUSIVE. */
        Proof proof() {
            return proof;
        }
    }

    /** What the steps have found out so far. */
    private static final class Findings {
        private Manifest manifest;
        private Compare.Result comparison;
        private Databases databases;
        private final List<String> toBeKnown = new ArrayList<>();
        private long millis;

        private List<TableEvidence> tables() {
            return comparison == null ? List.of() : comparison.tables().stream().limit(Proof.TABLES).toList();
        }
    }

    /**
     * @return PROVEN or REFUTED
     * @throws Untested if the backup could not be tested
     */
    Proof run(BackupShipped message, Work.Progress progress) throws BackupException {
        // before the lock, which a mutation run needs to come to the end that this may wait for
        try (Sandbox.Turn turn = sandbox.turn()) {
            return runLocked(message, progress);
        }
    }

    private Proof runLocked(BackupShipped message, Work.Progress progress) throws BackupException {
        try {
            scratch.turn().lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "the verifier was stopped", e);
        }
        try {
            return runAlone(message, progress);
        } finally {
            scratch.turn().unlock();
        }
    }

    private Proof runAlone(BackupShipped message, Work.Progress progress) throws BackupException {
        Instant startedAt = clock.instant();
        Findings findings = new Findings();
        BackupException failure = null;
        Steps steps = null;
        Path run = scratch.begin();
        try {
            steps = new Steps();
            failure = failure(message, run, steps, progress, findings);
        } finally {
            scratch.wipe();
        }
        if (failure != null && Verdicts.of(failure.code()) != Verdict.REFUTED) {
            throw new Untested(failure,
                    proof(message, startedAt, steps, findings, Verdict.INCONCLUSIVE, failure));
        }
        return proof(message, startedAt, steps, findings, failure == null ? Verdict.PROVEN : Verdict.REFUTED, failure);
    }

    /** Null if all steps have passed. */
    private BackupException failure(BackupShipped message, Path run, Steps steps, Work.Progress progress,
            Findings findings) {
        Bounds bounds = Bounds.start(settings.timeLimit(), settings.spaceKept(), scratch);
        try (bounds) {
            steps(message, run, steps, progress, findings, bounds);
            return null;
        } catch (BackupException e) {
            if (findings.databases == null) {
                return bounds.broken().orElse(e);
            }
            if (bounds.broken().isPresent()) {
                // whatever it was, it came of being ended
                findings.databases.forget();
                return bounds.broken().get();
            }
            return Verdicts.of(e.code()) == Verdict.REFUTED ? e : findings.databases.refutation().orElse(e);
        }
    }

    private void steps(BackupShipped message, Path run, Steps steps, Work.Progress progress, Findings findings,
            Bounds bounds) throws BackupException {
        findings.manifest = steps.run("fetch", evidence -> fetch.run(message, scratch.own("objects"),
                this::requireMeans, progress, evidence));
        Manifest manifest = findings.manifest;
        manifest.omittedDatabases().forEach(omitted -> findings.toBeKnown.add(omitted.toString()));
        Plaintext plaintext = steps.run("decrypt", evidence -> decrypt.run(manifest, scratch.own("objects"),
                scratch.own("plain"), evidence));
        Databases databases = new Databases(manifest, settings.eachDatabase());
        findings.databases = databases;
        try (ThrowawayServer server = steps.run("initialise", evidence -> initialise(manifest, run, evidence))) {
            bounds.server(server::close);
            step(steps, databases, "restore",
                    evidence -> restore.run(server, manifest, plaintext, run, databases, evidence));
            step(steps, databases, "compare", evidence -> {
                findings.comparison = compare.run(server, manifest, plaintext.fingerprint(), evidence);
                findings.comparison.judge(databases);
            });
            step(steps, databases, "check", evidence -> check.run(server, manifest, plaintext.checks(),
                    findings.toBeKnown, databases, evidence));
            if (databases.allGood()) {
                probes.run(steps, server, manifest, plaintext.configuration());
            }
            step(steps, databases, "completeness",
                    evidence -> findings.comparison.completeness().judge(databases, evidence));
            findings.millis = steps.millis();
        }
        databases.complete();
        if (databases.failure().isPresent()) {
            throw databases.failure().get();
        }
    }

    /** One in which databases may fail and others go on. */
    private interface DatabaseStep {
        void run(Evidence evidence) throws BackupException, IOException, InterruptedException;
    }

    private static void step(Steps steps, Databases databases, String name, DatabaseStep step) throws BackupException {
        try {
            steps.run(name, evidence -> {
                step.run(evidence);
                databases.endOfStep();
                return null;
            });
        } catch (BackupException e) {
            if (!databases.goesOnAfter(e)) {
                throw e;
            }
        }
    }

    private ThrowawayServer initialise(Manifest manifest, Path run, Evidence evidence)
            throws BackupException, IOException, InterruptedException {
        ClientPrograms programs = programs(manifest.source().postgresMajor());
        ThrowawayServer server = start(programs, manifest, run);
        evidence.add("user " + sandbox.account().name() + ", isolation " + sandbox.isolation()
                + ", Unix socket only");
        evidence.summary("throwaway PostgreSQL " + programs.version() + " started");
        return server;
    }

    private ThrowawayServer start(ClientPrograms programs, Manifest manifest, Path run)
            throws BackupException, IOException, InterruptedException {
        try {
            return ThrowawayServer.start(sandbox, programs, manifest.source(), run, settings.jobs());
        } catch (BackupException e) {
            if (e.code() == ErrorCode.EXTENSION_MISSING) {
                // a locale or a setting, and only the first that initdb or the server stumbles over is named
                DurableFiles.deleteTree(run.resolve("data"));
                DurableFiles.deleteTree(run.resolve("socket"));
                try (ThrowawayServer plain = ThrowawayServer.start(sandbox, programs,
                        manifest.source().withPlainLocale(), run, settings.jobs())) {
                    EnvironmentTwin.check(plain, manifest.source(), manifest.databases(), new Evidence());
                }
            }
            throw e;
        }
    }

    private void requireMeans(Manifest manifest) throws BackupException, IOException {
        programs(manifest.source().postgresMajor());
        long needed = SpaceNeeded.by(manifest, settings.spaceFactor());
        long free = scratch.free();
        if (free < needed) {
            throw new BackupException(ErrorCode.DISK_FULL, scratch.root() + " has " + (free >> 20) + " MiB free, but "
                    + manifest.backupId() + " may take " + (needed >> 20) + " MiB to restore");
        }
    }

    private ClientPrograms programs(int major) throws BackupException {
        try {
            return sandbox.programs(major, settings.programs(), ClientPrograms.RESTORE);
        } catch (BackupException e) {
            throw e.code() == ErrorCode.SOURCE_VERSION_UNSUPPORTED
                    ? new BackupException(ErrorCode.EXTENSION_MISSING,
                            "install postgresql-" + major + " beside the verifier: " + e.getMessage(), e)
                    : e;
        }
    }

    private Proof proof(BackupShipped message, Instant startedAt, Steps steps, Findings findings,
            Verdict verdict, BackupException failure) {
        boolean proven = verdict == Verdict.PROVEN;
        Manifest manifest = findings.manifest;
        Instant finishedAt = clock.instant();
        return new Proof(Proof.SCHEMA_VERSION, message.backupId(), message.cluster(), settings.copy(),
                message.manifest(), verdict, proven ? null : failure.code().name(),
                proven
                        ? findings.comparison.summary() + findings.comparison.completeness().clause()
                        : failure.getMessage(),
                manifest == null ? null : manifest.fingerprintLevel(), message.requestedAt(), startedAt, finishedAt,
                manifest == null ? null : manifest.snapshotAt(), proven ? findings.millis : null,
                finishedAt.plus(settings.proofLifetime()), steps.list(), findings.tables(), findings.toBeKnown,
                findings.comparison == null ? null : findings.comparison.completeness().notInBackup(),
                findings.databases == null ? null : findings.databases.list());
    }
}
