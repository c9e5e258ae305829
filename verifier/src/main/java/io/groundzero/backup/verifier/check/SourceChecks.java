package io.groundzero.backup.verifier.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.checks.BrokenScript;
import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.checks.CheckResults;
import io.groundzero.backup.checks.Kind;
import io.groundzero.backup.checks.Script;
import io.groundzero.backup.checks.Scripts;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.verifier.proof.LocalTrouble;

/** The scripts of a backup, and what the checks among them found on the source. */
class SourceChecks {

    private final Scripts scripts;
    private final CheckResults results;

    private SourceChecks(Scripts scripts, CheckResults results) {
        this.scripts = scripts;
        this.results = results;
    }

    /**
     * @throws BackupException CHECK_FAILED if scripts and results do not belong together, MESSAGE_UNREADABLE if they are
     *         of a newer version
     */
    static SourceChecks read(Optional<Path> folder, Manifest manifest, ObjectMapper json) throws BackupException {
        if (folder.isEmpty()) {
            return new SourceChecks(Scripts.shipped(), null);
        }
        Path root = folder.get().resolve("checks");
        try {
            CheckResults results = json.readValue(Files.readAllBytes(root.resolve(CheckResults.FILE)),
                    CheckResults.class);
            if (results.schemaVersion() > CheckResults.SCHEMA_VERSION) {
                throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, "the backup's checks have schema version "
                        + results.schemaVersion() + "; they are of a newer version than this verifier");
            }
            SourceChecks checks = new SourceChecks(Scripts.read(root), results);
            checks.requireComplete(manifest);
            return checks;
        } catch (BrokenScript | IOException | RuntimeException e) {
            throw new BackupException(LocalTrouble.in(e).orElse(ErrorCode.CHECK_FAILED),
                    "the backup's checks are unreadable: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    /** A check that is lost, or changed since the source went through it, would pass unseen. */
    private void requireComplete(Manifest manifest) throws BackupException {
        for (CheckResult result : results.results()) {
            Optional<Script> script = scripts.named(result.file());
            if (script.isEmpty() || !script.get().sha256().equals(result.sha256())) {
                throw new BackupException(ErrorCode.CHECK_FAILED, result.file() + (script.isEmpty()
                        ? " ran on the source and is not in the backup"
                        : " is not what ran on the source"));
            }
        }
        for (Script script : scripts.of(Kind.CHECK)) {
            for (DatabaseFacts database : manifest.databases()) {
                if (results.of(script.file(), database.name()).isEmpty()) {
                    throw new BackupException(ErrorCode.CHECK_FAILED,
                            "the backup does not tell what " + script.file() + " found in " + database.name());
                }
            }
        }
    }

    /** Whether the backup tells what its checks found. */
    boolean known() {
        return results != null;
    }

    /** Of a backup without scripts only what this verifier knows of PostgreSQL itself. */
    List<Script> of(Kind kind) {
        return scripts.of(kind).stream().filter(script -> known() || script.generic()).toList();
    }

    /** What a check found on the source; null if that is not known. */
    CheckResult found(Script check, String database) {
        return known() ? results.of(check.file(), database).orElseThrow() : null;
    }
}
