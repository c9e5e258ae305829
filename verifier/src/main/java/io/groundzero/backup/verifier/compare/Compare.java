package io.groundzero.backup.verifier.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.fingerprint.Comparison;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Fingerprints;
import io.groundzero.backup.fingerprint.Level;
import io.groundzero.backup.fingerprint.ReadBy;
import io.groundzero.backup.fingerprint.TableFingerprint;
import io.groundzero.backup.fingerprint.catalogue.Catalogue;
import io.groundzero.backup.verifier.proof.Databases;
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
     * What a comparison found.
     *
     * @param summary one sentence, for example {@code 37 of 37 tables identical, 412 catalogue entries, 9 sequences,
     *        6 roles (level full)}
     * @param tables every table, differing ones first
     * @param shared what differs in what the databases share, one sentence each
     * @param byDatabase what differs in databases, one sentence each, naming database and object; of those that do
     * @param notes what is not the same and need not be, one sentence each
     * @param completeness what the source has and the backup does not
     */
    public record Result(String summary, List<TableEvidence> tables, List<String> shared,
            Map<String, List<String>> byDatabase, List<String> notes, Completeness completeness) {

        /** Of which nobody looked what is not in the backup. */
        public Result(String summary, List<TableEvidence> tables, List<String> shared, List<String> notes) {
            this(summary, tables, shared, Map.of(), notes, Completeness.notLookedAt());
        }

        /** Everything that differs. */
        public List<String> differences() {
            return Stream.concat(shared.stream(), byDatabase.values().stream().flatMap(List::stream)).toList();
        }

        /**
         * Tells which databases differ.
         *
         * @throws BackupException CONTENT_DIFFERS if what they share does, naming the first
         */
        public void judge(Databases databases) throws BackupException {
            byDatabase.forEach((database, differences) -> databases.failed(database, differ(differences)));
            if (!shared.isEmpty()) {
                throw differ(differences());
            }
        }

        /**
         * @throws BackupException CONTENT_DIFFERS if something differs, naming the first
         */
        public void requireIdentical() throws BackupException {
            if (!differences().isEmpty()) {
                throw differ(differences());
            }
        }

        private static BackupException differ(List<String> differences) {
            int more = differences.size() - NAMED;
            return new BackupException(ErrorCode.CONTENT_DIFFERS,
                    differences.stream().limit(NAMED).collect(Collectors.joining("; "))
                            + (more > 0 ? "; and " + more + " differences more" : ""));
        }
    }

    /**
     * Compares all databases, and what they share. Whether the backup is good is for the result to say; a database that
     * is not there differs.
     *
     * @throws BackupException CONTENT_DIFFERS if the fingerprint is none, or what hinders
     */
    public Result run(ThrowawayServer server, Manifest manifest, Path fingerprint, Evidence evidence)
            throws BackupException {
        Fingerprint expected = read(fingerprint, manifest);
        Level level = Level.of(expected.level());
        boolean rowsOnly = expected.schemaVersion() == Fingerprint.ROWS_ONLY;
        List<TableEvidence> tables = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        Map<String, List<String>> byDatabase = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        if (!rowsOnly) {
            shared.addAll(Comparison.compareClusters(expected.cluster(), readCluster(server)));
        }
        List<String> seen = new ArrayList<>();
        Completeness completeness = Completeness.of(expected);
        if (expected.outside() != null) {
            completeness.compareCluster(expected.outside(), readFresh(server));
        }
        for (DatabaseFingerprint database : expected.databases()) {
            DatabaseFingerprint actual;
            try {
                actual = read(server, database, level, expected.schemaVersion());
            } catch (BackupException e) {
                if (e.code() != ErrorCode.CONTENT_DIFFERS) {
                    throw e;
                }
                byDatabase.put(database.database(), List.of(e.getMessage()));
                continue;
            }
            Comparison.Result result = Comparison.compare(database, actual);
            tables.addAll(result.tables());
            if (!result.differences().isEmpty()) {
                byDatabase.put(database.database(), result.differences());
            }
            notes.addAll(result.notes());
            completeness.compare(database, actual);
            for (TableFingerprint table : actual.tables()) {
                seen.add(actual.database() + ": " + table.name() + ": " + table.rows() + " rows");
            }
            seen.add(actual.database() + ": " + actual.largeObjects() + " large objects");
        }
        tables.sort(Comparator.comparing(TableEvidence::identical));
        String summary = Summary.of(expected, level, tables);
        Result result = new Result(summary, tables, shared, byDatabase, notes, completeness);
        result.differences().forEach(evidence::add);
        notes.forEach(evidence::add);
        seen.forEach(evidence::add);
        evidence.summary(summary);
        return result;
    }

    /**
     * Compares the rows of some tables of a database that is not whole yet.
     *
     * @param tables quoted as SQL, with their schemas
     * @return one sentence for each that differs; empty if it cannot be told, row for row, of all of them
     */
    public Optional<List<String>> rows(ThrowawayServer server, Manifest manifest, Path fingerprint, String database,
            List<String> tables) {
        try (Connection connection = server.connect(database)) {
            Fingerprint expected = read(fingerprint, manifest);
            if (Level.of(expected.level()) != Level.FULL) {
                return Optional.empty();
            }
            connection.setAutoCommit(false);
            Set<String> chosen = Set.copyOf(tables);
            DatabaseFingerprint source = expected.databases().stream()
                    .filter(candidate -> candidate.database().equals(database)).findFirst()
                    .orElse(DatabaseFingerprint.ofRows(database, List.of(), 0));
            List<TableFingerprint> actual = Fingerprints.readTablesAs(connection, Level.FULL, chosen, source);
            Set<String> names = names(actual);
            List<TableFingerprint> wanted = source.tables().stream().filter(table -> names.contains(table.name()))
                    .toList();
            if (names.size() != tables.size() || wanted.size() != tables.size()) {
                return Optional.empty();
            }
            Set<String> copied = wanted.stream().allMatch(table -> table.readBy() != null)
                    ? Set.of()
                    : asCopied(connection, chosen, wanted);
            return Optional.of(Comparison.differences(without(copied, database, wanted),
                    without(copied, database, actual)));
        } catch (SQLException | BackupException e) {
            LOG.debugf(e, "reading tables of %s that were restored", database);
            return Optional.empty();
        }
    }

    /** Of a source that does not tell the way, those that are the same if it copied them. */
    private static Set<String> asCopied(Connection connection, Set<String> chosen, List<TableFingerprint> wanted)
            throws SQLException {
        List<TableFingerprint> copied = Fingerprints.readTablesAsCopied(connection, Level.FULL, chosen);
        return names(wanted.stream().filter(table -> table.readBy() == null)
                .filter(table -> copied.stream().anyMatch(other -> other.name().equals(table.name())
                        && other.rows() == table.rows() && other.content().equals(table.content())))
                .toList());
    }

    private static Set<String> names(List<TableFingerprint> tables) {
        return tables.stream().map(TableFingerprint::name).collect(Collectors.toSet());
    }

    private static DatabaseFingerprint without(Set<String> names, String database, List<TableFingerprint> tables) {
        return DatabaseFingerprint.ofRows(database,
                tables.stream().filter(table -> !names.contains(table.name())).toList(), 0);
    }

    private Fingerprint read(Path file, Manifest manifest) throws BackupException {
        Fingerprint fingerprint;
        try {
            fingerprint = json.readValue(file.toFile(), Fingerprint.class);
        } catch (IOException | RuntimeException e) {
            throw new BackupException(LocalTrouble.in(e).orElse(ErrorCode.CONTENT_DIFFERS),
                    "the backup's fingerprint is unreadable: " + firstLine(e), e);
        }
        if (fingerprint.schemaVersion() < Fingerprint.ROWS_ONLY
                || fingerprint.schemaVersion() > Fingerprint.SCHEMA_VERSION || !known(fingerprint.level())
                || !fingerprint.databases().stream().flatMap(database -> database.tables().stream())
                        .allMatch(table -> table.readBy() == null || knownWay(table.readBy()))) {
            throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, "the backup's fingerprint has schema version "
                    + fingerprint.schemaVersion() + ", level " + fingerprint.level()
                    + "; it is of a newer version than this verifier");
        }
        if (fingerprint.schemaVersion() == Fingerprint.ROWS_ONLY
                && manifest.schemaVersion() != Manifest.FIRST_VERSION) {
            throw new BackupException(ErrorCode.CONTENT_DIFFERS, "the fingerprint tells rows only, as in backups of the"
                    + " first version; this one's manifest has schema version " + manifest.schemaVersion());
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
        boolean whole = fingerprint.cluster() != null
                && fingerprint.databases().stream().allMatch(database -> database.catalogue() != null);
        if (fingerprint.schemaVersion() > Fingerprint.ROWS_ONLY && !whole) {
            throw new BackupException(ErrorCode.CONTENT_DIFFERS, "the fingerprint lacks a catalogue");
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

    private static boolean knownWay(String word) {
        try {
            return ReadBy.of(word) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Nobody else writes to the copy, so several connections see the same. */
    private DatabaseFingerprint read(ThrowawayServer server, DatabaseFingerprint source, Level level,
            int schemaVersion) throws BackupException {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int job = 0; job < jobs; job++) {
                Connection connection = server.connect(source.database());
                connections.add(connection);
                connection.setAutoCommit(false);
            }
            return Fingerprints.readAs(connections, level, source, schemaVersion);
        } catch (SQLException e) {
            throw unreadable(server, "the restored database " + source.database(), e);
        } finally {
            for (Connection connection : connections) {
                close(connection);
            }
        }
    }

    private static Catalogue readCluster(ThrowawayServer server) throws BackupException {
        try (Connection connection = server.connect("postgres")) {
            connection.setAutoCommit(false);
            return Fingerprints.readCluster(connection);
        } catch (SQLException e) {
            throw unreadable(server, "the restored cluster", e);
        }
    }

    /** Nothing in a backup goes into template1. */
    private static Catalogue readFresh(ThrowawayServer server) throws BackupException {
        try (Connection connection = server.connect("template1")) {
            connection.setAutoCommit(false);
            return Fingerprints.readTemplate(connection, "template1", Duration.ZERO).catalogue();
        } catch (SQLException e) {
            throw unreadable(server, "the throwaway server's template1", e);
        }
    }

    private static BackupException unreadable(ThrowawayServer server, String what, SQLException e) {
        boolean dead = !server.alive();
        return new BackupException(dead ? ErrorCode.THROWAWAY_FAILED : code(e),
                what + " cannot be read: " + (dead ? server.log() : e.getMessage()), e);
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
