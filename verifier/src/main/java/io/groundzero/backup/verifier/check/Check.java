package io.groundzero.backup.verifier.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/**
 * The sixth step: the copy is not only the same, it works. PostgreSQL's own look at every table and index, the repairs
 * of a real restore, the checks that the source went through, and smoke tests that act. It changes the copy, so it
 * comes after the comparison.
 */
public class Check {

    private static final int NAMED = 5;

    private final ObjectMapper json;
    private final int jobs;

    /** @param jobs how many relations are looked at a time */
    public Check(ObjectMapper json, int jobs) {
        this.json = json;
        this.jobs = jobs;
    }

    /**
     * @param folder with scripts and results; empty for a backup that has none
     * @param findings takes what was wrong on the source already
     * @throws BackupException CHECK_FAILED, CHECK_UNAVAILABLE, or what hinders
     */
    public void run(ThrowawayServer server, Manifest manifest, Optional<Path> folder, List<String> findings,
            Evidence evidence) throws BackupException, IOException, InterruptedException {
        SourceChecks source = SourceChecks.read(folder, manifest, json);
        List<String> databases = manifest.databases().stream().map(DatabaseFacts::name).sorted().toList();
        if (!source.known()) {
            evidence.add(
                    "this backup holds no checks: it was made by an older version. Only pg_amcheck and the generic "
                            + "checks of this verifier were run; what the source would have answered is not known");
        }
        try (EventTriggers silent = EventTriggers.off(server, databases)) {
            new Amcheck(server, jobs).run();
        }
        evidence.add("pg_amcheck found nothing in " + databases.size() + " databases");
        Tally tally = new Tally();
        CopyChecks copy = new CopyChecks(server, source, manifest.backupId(), tally);
        for (String database : databases) {
            copy.repair(database);
        }
        for (String database : databases) {
            copy.check(database);
        }
        for (String database : databases) {
            copy.act(database);
        }
        tally.lines().forEach(evidence::add);
        findings.addAll(tally.findings());
        require(tally);
        String summary = tally.passed() + " checks passed, " + tally.acted() + " smoke tests acted, " + tally.repaired()
                + " repairs, pg_amcheck found nothing";
        evidence.summary(tally.findings().isEmpty()
                ? summary
                : summary + ", " + tally.findings().size() + " findings about the source");
    }

    private static void require(Tally tally) throws BackupException {
        if (!tally.failed().isEmpty()) {
            throw new BackupException(ErrorCode.CHECK_FAILED, named(tally.failed()));
        }
        if (!tally.unavailable().isEmpty()) {
            throw new BackupException(ErrorCode.CHECK_UNAVAILABLE, named(tally.unavailable()));
        }
    }

    private static String named(List<String> all) {
        List<String> named = new ArrayList<>(all.subList(0, Math.min(NAMED, all.size())));
        if (all.size() > NAMED) {
            named.add("and " + (all.size() - NAMED) + " more");
        }
        return String.join("; ", named);
    }
}
