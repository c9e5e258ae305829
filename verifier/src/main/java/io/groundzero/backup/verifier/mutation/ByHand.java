package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.groundzero.backup.archive.Zstd;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.MutationReport.Trial;
import io.groundzero.backup.guide.RestoreGuide;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.postgres.ClientPrograms;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/**
 * Restores a backup in the way that is promised to people: the commands of its RESTORE.md, as they would copy them, run in
 * the sandbox by the throwaway user. What has come of them is compared with the source as in every verification.
 */
public final class ByHand {

    private static final List<String> NEEDED = List.of("bash", "zstd", "tar", "gunzip", "sha256sum");
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final String PORT = "5432";

    /** Where there is no gpg, this stands for it: it believes all signatures, and what it shall decrypt lies there already. */
    private static final String WITHOUT_GPG = """
            gpg() {
                case " $* " in *" --decrypt "*) cat "$DECRYPTED/${!#}" ;; esac
            }
            gpgconf() {
                :
            }
            """;
    private static final String STOP = """
            "$PGBIN/pg_ctl" --pgdata="$CLUSTER" --wait stop
            """;

    private final Scratch scratch;
    private final Sandbox sandbox;
    private final Compare compare;
    private final int jobs;

    /** @param jobs how many tables are restored at a time */
    public ByHand(Scratch scratch, Sandbox sandbox, Compare compare, int jobs) {
        this.scratch = scratch;
        this.sandbox = sandbox;
        this.compare = compare;
        this.jobs = jobs;
    }

    Trial tryOut(Draft draft, ClientPrograms programs) throws InterruptedException {
        boolean gpg = sandbox.hasProgram("gpg");
        String name = "the good backup, restored by hand as RESTORE.md says"
                + (gpg ? "" : ", from the decrypted files on (there is no gpg here)");
        try {
            return Reporting.proven(name, restore(draft, programs, gpg));
        } catch (BackupException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            return Reporting.unproven(name, e);
        } catch (IOException | RuntimeException e) {
            return Reporting.unproven(name, new BackupException(ErrorCode.INTERNAL, e.toString(), e));
        }
    }

    private String restore(Draft draft, ClientPrograms programs, boolean gpg)
            throws BackupException, IOException, InterruptedException {
        // somebody's backup may be in the middle of being verified
        scratch.turn().lockInterruptibly();
        try {
            Path run = scratch.begin();
            follow(draft, programs, run, gpg);
            Path fingerprint = scratch.own("plain").resolve("fingerprint.json");
            try (InputStream plain = Zstd.decompress(decrypted(draft, ObjectNames.FINGERPRINT))) {
                Files.copy(plain, fingerprint);
            }
            try (ThrowawayServer server = ThrowawayServer.over(sandbox, programs,
                    draft.manifest().source().bootstrapSuperuser(), run, jobs)) {
                Compare.Result result = compare.run(server, draft.manifest(), fingerprint, new Evidence());
                result.requireIdentical();
                return result.summary();
            }
        } finally {
            try {
                scratch.wipe();
            } finally {
                scratch.turn().unlock();
            }
        }
    }

    /** The new cluster lies where a throwaway server's would, and is stopped. */
    private void follow(Draft draft, ClientPrograms programs, Path run, boolean gpg)
            throws BackupException, IOException, InterruptedException {
        for (String program : NEEDED) {
            if (!sandbox.hasProgram(program)) {
                throw new BackupException(ErrorCode.THROWAWAY_FAILED,
                        "there is no " + program + " in the sandbox, which RESTORE.md wants");
            }
        }
        Path backup = lend(draft, run, gpg);
        if (!gpg) {
            lendDecrypted(draft, run);
        }
        Map<String, String> answers = new TreeMap<>();
        answers.put("DIR", backup.toString());
        answers.put("KEY", backup.resolve("key").toString());
        answers.put("SIGNING_KEY", backup.resolve("signer").toString());
        answers.put("DECRYPTED", run.resolve("decrypted").toString());
        answers.put("PGBIN", programs.program("psql").getParent().toString());
        answers.put("PGPORT", PORT);
        answers.put("JOBS", Integer.toString(jobs));
        Map.of("WORK", "work", "CLUSTER", "data", "TABLESPACES", "spaces", "PGHOST", "hand").forEach((name, folder) -> {
            answers.put(name, run.resolve(folder).toString());
        });
        for (String folder : List.of("work", "data", "spaces", "hand")) {
            Scratch.throwawayFolder(run, folder, sandbox.account());
        }
        // the sockets of gpg's agent must not have long names
        answers.put("TMPDIR", "/tmp");
        // the sandbox shows what is named; a folder of programs alone would be without their libraries
        Path installation = programs.program("psql").getParent().getParent();
        ChildProcess.Outcome outcome = sandbox
                .command(List.of("bash", backup.resolve("restore.sh").toString(), installation.toString()), run)
                .environment(answers).run(LONGEST);
        if (outcome.exitCode() != 0) {
            throw new BackupException(LocalTrouble.in(outcome.words()).orElse(ErrorCode.RESTORE_FAILED),
                    "the commands of RESTORE.md end with an error: " + outcome.words());
        }
    }

    /** The folder with the files of the backup, the commands and the keys, all of which are of this run only. */
    private Path lend(Draft draft, Path run, boolean gpg) throws BackupException, IOException {
        Path backup = Scratch.privateFolder(run, "backup");
        try (Stream<Path> files = Files.list(draft.object(ObjectNames.MANIFEST).getParent())) {
            for (Path file : files.toList()) {
                Files.copy(file, backup.resolve(file.getFileName()));
            }
        }
        String guide = new String(draft.read(ObjectNames.RESTORE_GUIDE), StandardCharsets.UTF_8);
        Files.writeString(backup.resolve("restore.sh"),
                (gpg ? "" : WITHOUT_GPG) + RestoreGuide.script(guide) + STOP);
        Files.copy(draft.keys().recipient().secretKey(), backup.resolve("key"));
        Files.copy(draft.keys().shipper().publicKey(), backup.resolve("signer"));
        sandbox.account().lend(backup);
        return backup;
    }

    private void lendDecrypted(Draft draft, Path run) throws BackupException, IOException {
        Path folder = Scratch.privateFolder(run, "decrypted");
        for (EncryptedArtifact artifact : draft.manifest().artifacts()) {
            try (InputStream plain = decrypted(draft, artifact.object())) {
                Files.copy(plain, folder.resolve(artifact.object()));
            }
        }
        sandbox.account().lend(folder);
    }

    private static InputStream decrypted(Draft draft, String object) throws BackupException, IOException {
        return draft.keys().decryption().decrypt(Files.newInputStream(draft.object(object)));
    }
}
