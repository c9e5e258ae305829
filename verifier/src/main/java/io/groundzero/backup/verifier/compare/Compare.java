package io.groundzero.backup.verifier.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.fingerprint.Comparison;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.fingerprint.TableFingerprint;
import io.groundzero.backup.verifier.proof.Evidence;
import io.groundzero.backup.verifier.proof.LocalTrouble;
import io.groundzero.backup.verifier.server.ThrowawayServer;

/** The fifth step: what was restored holds exactly what the source held in the snapshot of the dump. */
public class Compare {

    private static final Logger LOG = Logger.getLogger(Compare.class);
    private static final int NAMED = 10;

    private final ObjectMapper json;
    private final int jobs;

    /** @param jobs how many tables are read at a time */
    public Compare(ObjectMapper json, int jobs) {
        this.json = json;
        this.jobs = jobs;
    }

    /**
     * @return one sentence, for example {@code 37 of 37 tables identical (level full)}
     * @throws BackupException CONTENT_DIFFERS, or what hinders
     */
    public String run(ThrowawayServer server, Manifest manifest, Path fingerprint, Evidence evidence)
            throws BackupException {
        Fingerprint expected = read(fingerprint, manifest);
        Level level = Level.of(expected.level());
        List<String> differences = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        int tables = 0;
        for (DatabaseFingerprint database : expected.databases()) {
            DatabaseFingerprint actual = read(server, database.database(), level);
            differences.addAll(Comparison.differences(database, actual));
            tables += database.tables().size();
            for (TableFingerprint table : actual.tables()) {
                seen.add(actual.database() + ": " + table.name() + ": " + table.rows() + " rows");
            }
            seen.add(actual.database() + ": " + actual.largeObjects() + " large objects");
        }
        differences.forEach(evidence::add);
        seen.forEach(evidence::add);
        if (!differences.isEmpty()) {
            int more = differences.size() - NAMED;
            throw new BackupException(ErrorCode.CONTENT_DIFFERS,
                    differences.stream().limit(NAMED).collect(Collectors.joining("; "))
                            + (more > 0 ? "; and " + more + " differences more" : ""));
        }
        String what = level == Level.FULL ? " tables identical" : " tables have as many rows as in the source";
        String summary = tables + " of " + tables + what + " (level " + level.word() + ")";
        evidence.summary(summary);
        return summary;
    }

    private Fingerprint read(Path file, Manifest manifest) throws BackupException {
        Fingerprint fingerprint;
        try {
            fingerprint = json.readValue(Files.readAllBytes(file), Fingerprint.class);
        } catch (IOException | RuntimeException e) {
            throw new BackupException(LocalTrouble.in(e).orElse(ErrorCode.CONTENT_DIFFERS),
                    "the backup's fingerprint is unreadable: " + firstLine(e), e);
        }
        if (fingerprint.schemaVersion() > Fingerprint.SCHEMA_VERSION || !known(fingerprint.level())) {
            throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, "the backup's fingerprint has schema version "
                    + fingerprint.schemaVersion() + ", level " + fingerprint.level()
                    + "; it is of a newer version than this verifier");
        }
        // what the fingerprint does not cover would be compared with nothing
        Set<String> covered = fingerprint.databases().stream().map(DatabaseFingerprint::database)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> restored = manifest.databases().stream().map(DatabaseFacts::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!covered.equals(restored) || covered.size() != fingerprint.databases().size()
                || !fingerprint.level().equals(manifest.fingerprintLevel())) {
            throw new BackupException(ErrorCode.CONTENT_DIFFERS,
                    "the fingerprint covers " + fingerprint.databases().stream().map(DatabaseFingerprint::database)
                            .toList() + " at level " + fingerprint.level() + ", the manifest lists " + restored
                            + " at level " + manifest.fingerprintLevel());
        }
        return fingerprint;
    }

    private static boolean known(String level) {
        try {
            return Level.of(level) != null;
        } catch (IllegalArgumentException | NullPointerException e) {
            return false;
        }
    }

    /** Nobody else writes to the copy, so several connections see the same. */
    private DatabaseFingerprint read(ThrowawayServer server, String database, Level level) throws BackupException {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int job = 0; job < jobs; job++) {
                Connection connection = server.connect(database);
                connections.add(connection);
                connection.setAutoCommit(false);
            }
            return Fingerprints.read(connections, database, level);
        } catch (SQLException e) {
            boolean dead = !server.alive();
            throw new BackupException(dead ? ErrorCode.THROWAWAY_FAILED : code(e), "the restored database " + database
                    + " cannot be read: " + (dead ? server.log() : e.getMessage()), e);
        } finally {
            for (Connection connection : connections) {
                close(connection);
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debugf(e, "closing a connection to the throwaway server");
        }
    }

    /** It differs if the database, or something in it, is not there or holds no valid data. */
    private static ErrorCode code(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean differs = state.startsWith("3D") || state.startsWith("22") || state.startsWith("42");
        return LocalTrouble.in(e).orElse(differs ? ErrorCode.CONTENT_DIFFERS : ErrorCode.THROWAWAY_FAILED);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
