package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.guide.RestoreGuide;
import io.groundzero.backup.verifier.sandbox.Scratch;

/**
 * What mutants are made of: the sample cluster, the good backup of it and an older one, which is good as well but holds
 * something else.
 */
final class Material {

    private static final String CLUSTER = "sample";

    private final Path folder;
    private final RunKeys keys;
    private final SampleCluster cluster;
    private final ObjectMapper json;
    private final Clock clock;
    private final Draft older;
    private final Draft good;
    private String globals;

    /** @param folder empty, for this JVM alone */
    Material(SampleCluster cluster, Path folder, ObjectMapper json, Clock clock)
            throws BackupException, IOException, InterruptedException {
        this.cluster = cluster;
        this.folder = folder;
        this.json = json;
        this.clock = clock;
        this.keys = RunKeys.create(Scratch.privateFolder(folder, "keys"), clock.instant());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        this.older = backup(now.minusSeconds(3600));
        cluster.sql(SampleCluster.SAMPLE, "INSERT INTO shop.current_job VALUES (0, 'after the older backup')");
        this.good = backup(now);
        cluster.keepSample();
        cluster.changeSample("");
    }

    SampleCluster cluster() {
        return cluster;
    }

    RunKeys keys() {
        return keys;
    }

    Draft good() {
        return good;
    }

    Draft older() {
        return older;
    }

    /** The SQL of the good backup's globals. */
    String globals() {
        return globals;
    }

    static String dumpOf(String database) {
        return ObjectNames.directoryDumpCompressed(database);
    }

    /** Dumps the sample database as it is now in the place of the one that a backup holds. */
    void putSample(Draft draft) throws BackupException, IOException, InterruptedException {
        put(draft, SampleCluster.SAMPLE);
    }

    void put(Draft draft, String database) throws BackupException, IOException, InterruptedException {
        draft.put(database, ArtifactKind.DATABASE, dumpOf(database),
                Draft.directory(cluster.dump(database, "dump")));
    }

    void putGlobals(Draft draft, String sql) throws BackupException, IOException {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        draft.put("globals", ArtifactKind.GLOBALS, ObjectNames.GLOBALS, Draft.compressed(out -> out.write(bytes)));
    }

    void putFingerprint(Draft draft, Fingerprint fingerprint) throws BackupException, IOException {
        byte[] bytes = json.writeValueAsBytes(fingerprint);
        draft.put("fingerprint", ArtifactKind.FINGERPRINT, ObjectNames.FINGERPRINT,
                Draft.compressed(out -> out.write(bytes)));
    }

    private Draft backup(Instant at) throws BackupException, IOException, InterruptedException {
        BackupId id = new BackupId(CLUSTER, at);
        Manifest manifest = new Manifest(Manifest.SCHEMA_VERSION, id.toString(), CLUSTER, id.time(),
                id.time().plusSeconds(1), cluster.source(), cluster.databases(), List.of(), "directory", "full",
                Map.of("pg_dump", cluster.source().postgresVersion()), Map.of(), List.of());
        Draft draft = new Draft(folder.resolve("backups"), manifest, keys, json, clock);
        globals = Files.readString(cluster.globals("globals.sql"));
        putGlobals(draft, globals);
        for (String database : SampleCluster.DATABASES) {
            put(draft, database);
        }
        putFingerprint(draft, cluster.fingerprint());
        Path checks = Scratch.privateFolder(folder, "checks");
        cluster.checks().writeTo(checks, json);
        draft.put("checks", ArtifactKind.CHECKS, ObjectNames.CHECKS, Draft.directory(checks));
        Path configuration = Scratch.privateFolder(folder, "config");
        Files.writeString(configuration.resolve("app.conf"), "# of no importance\n");
        draft.put("config", ArtifactKind.CONFIGURATION, ObjectNames.CONFIGURATION, Draft.directory(configuration));
        draft.write(ObjectNames.RESTORE_GUIDE,
                new RestoreGuide(draft.manifest(), ObjectNames.folder("", id), keys.shipper().fingerprint()).text()
                        .getBytes(StandardCharsets.UTF_8));
        draft.sign();
        return draft;
    }
}
