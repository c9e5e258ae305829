package io.groundzero.backup.verifier.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.verifier.proof.Databases;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/**
 * The sixth step: the copy is not only the same, it works. PostgreSQL's own look at every table and index, the repairs
 * of a real restore, the checks that the source went through, and smoke tests that act. It changes the copy, so it
 * comes after the comparison.
 */
public class Check {

    private static final int NAMED = 5;
    /** What is wrong with one database, and not with the server. */
    static final Set<ErrorCode> OF_ONE_DATABASE = EnumSet.of(ErrorCode.CHECK_FAILED,
            ErrorCode.CHECK_UNAVAILABLE);

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
     * @param databases which are looked at; takes which of them do not work: CHECK_FAILED or CHECK_UNAVAILABLE
     * @throws BackupException what hinders
     */
    public void run(ThrowawayServer server, Manifest manifest, Optional<Path> folder, List<String> findings,
            Databases databases, Evidence evidence) throws BackupException, IOException, InterruptedException {
        SourceChecks source = SourceChecks.read(folder, manifest, json);
        if (!source.known()) {
            evidence.add(
                    "this backup holds no checks: it was made by an older version. Only pg_amcheck and the generic "
                            + "checks of this verifier were run; what the source would have answered is not known");
        }
        try (EventTriggers silent = EventTriggers.off(server, databases.left())) {
            new Amcheck(server, jobs).run(databases);
        }
        evidence.add("pg_amcheck found nothing in " + databases.left().size() + " databases");
        Tally all = new Tally();
        for (String database : databases.left()) {
            Tally tally = new Tally();
            try {
                run(new CopyChecks(server, source, manifest.backupId(), tally), database);
                require(tally);
            } catch (BackupException e) {
                if (!OF_ONE_DATABASE.contains(e.code())) {
                    throw e;
                }
                databases.failed(database, e);
            } finally {
                all.add(tally);
            }
        }
        all.lines().forEach(evidence::add);
        findings.addAll(all.findings());
        String summary = all.passed() + " checks passed, " + all.acted() + " smoke tests acted, " + all.repaired()
                + " repairs, pg_amcheck found nothing";
        evidence.summary(all.findings().isEmpty()
                ? summary
                : summary + ", " + all.findings().size() + " findings about the source");
    }

    private static void run(CopyChecks copy, String database) throws BackupException {
        copy.repair(database);
        copy.check(database);
        copy.act(database);
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
