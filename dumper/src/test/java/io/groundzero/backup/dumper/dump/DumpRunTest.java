package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.manifest.OmittedDatabase;
import io.groundzero.backup.dumper.cluster.DumpFormat;
import io.groundzero.backup.dumper.configuration.ConfigurationBundle;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.TableFingerprint;
import io.groundzero.backup.fingerprint.catalogue.SequenceFingerprint;
import io.groundzero.backup.fingerprint.catalogue.SequenceValue;
import io.groundzero.backup.fingerprint.outside.OutsideObject;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.postgres.ChildProcess;

class DumpRunTest {

    @TempDir
    Path folder;

    private SourceCluster source;
    private DumpSetting setting;

    @BeforeEach
    void setUp() throws Exception {
        source = SourceCluster.shared();
        setting = new DumpSetting(folder);
        source.create("app", "CREATE TABLE t(id serial PRIMARY KEY, v text)",
                "INSERT INTO t(v) SELECT repeat(md5(i::text), 10) FROM generate_series(1, 1000) i",
                "CREATE TABLE part(id int, region text) PARTITION BY LIST (region)",
                "CREATE TABLE part_a PARTITION OF part FOR VALUES IN ('a')",
                "CREATE TABLE part_b PARTITION OF part FOR VALUES IN ('b')",
                "INSERT INTO part SELECT i, CASE WHEN i % 3 = 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 90) i",
                "CREATE SCHEMA \"odd.schema\"", "CREATE TABLE \"odd.schema\".\"quo\"\"ted\"(x int)",
                "INSERT INTO \"odd.schema\".\"quo\"\"ted\" VALUES (1), (2)", "CREATE TABLE empty(x int)",
                "CREATE VIEW v AS SELECT * FROM t", "CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM t",
                "SELECT lo_from_bytea(4711, 'large')", "GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC");
    }

    @Test
    void dumpsInDirectoryFormatSoThatPgRestoreRestoresIt() throws Exception {
        DumpRecord record = setting.dump();

        assertThat(record.artifacts()).extracting(DumpedArtifact::object).contains(
                "globals.sql.zst.gpg", "app.dir.tar.zst.gpg", "postgres.dir.tar.zst.gpg", "fingerprint.json.zst.gpg");
        assertThat(record.databases()).extracting(DatabaseFacts::name).doesNotContain("template0", "template1");
        Path dump = path(record, "app");
        restore(List.of("pg_restore", "--dbname=restored", "--exit-on-error", dump.toString()));
        assertRestored();
    }

    @Test
    void dumpsPlainSoThatPsqlRestoresIt() throws Exception {
        setting.format = DumpFormat.PLAIN;
        setting.databases = List.of("app");

        DumpRecord record = setting.dump();

        DumpedArtifact artifact = artifact(record, "app");
        assertThat(artifact.object()).isEqualTo("app.sql.gz.gpg");
        assertThat(artifact.compress()).isFalse();
        Path sql = folder.resolve("dump.sql");
        ChildProcess.of(List.of("gzip", "-dc", path(record, "app").toString())).stdout(sql).run();
        assertThat(Files.readString(sql)).contains("CREATE DATABASE app");
        Files.writeString(sql, Files.readString(sql).replaceAll("(?m)^CREATE DATABASE app .*$", "")
                .replaceAll("(?m)^ALTER DATABASE app .*$", "").replaceAll("(?m)^\\\\connect .*$", ""));
        restore(List.of("psql", "-X", "-v", "ON_ERROR_STOP=1", "-q", "-o", "/dev/null", "-d", "restored", "-f",
                sql.toString()));
        assertRestored();
    }

    @Test
    void recordsTheFingerprintOfTheSnapshot() throws Exception {
        DumpRecord record = setting.dump();

        Fingerprint fingerprint = WireFormat.mapper().readValue(path(record, "fingerprint").toFile(),
                Fingerprint.class);
        assertThat(fingerprint.level()).isEqualTo("counts");
        assertThat(fingerprint.schemaVersion()).isEqualTo(3);
        assertThat(fingerprint.cluster().entries()).containsKeys("role dump", "role postgres");
        assertThat(fingerprint.databases().get(0).catalogue().entries()).containsKeys("table public.t", "view public.v",
                "constraint public.t.t_pkey", "materialized view public.m");
        assertThat(fingerprint.databases().get(0).catalogue().changed()).isEmpty();
        SequenceValue last = new SequenceValue(1000, true);
        assertThat(fingerprint.databases().get(0).sequences())
                .containsExactly(new SequenceFingerprint("public.t_id_seq", 1, last, last));
        assertThat(path(record, "fingerprint")).content().doesNotContain("SCRAM-SHA-256");
        assertThat(fingerprint.databases().get(0).database()).isEqualTo("app");
        assertThat(fingerprint.databases().get(0).largeObjects()).isEqualTo(1);
        assertThat(fingerprint.databases().get(0).tables()).extracting(TableFingerprint::table, TableFingerprint::rows)
                .contains(tuple("t", 1000L),
                        tuple("part", 90L),
                        tuple("quo\"ted", 2L));
    }

    @Test
    void recordsWhatNoDumpHoldsAndWhatWasAccepted() throws Exception {
        // Given
        source.create("queue", "CREATE EXTENSION citext", "CREATE SCHEMA mq", "CREATE TABLE mq.letters (id int)",
                "INSERT INTO mq.letters SELECT generate_series(1, 30)",
                "ALTER EXTENSION citext ADD TABLE mq.letters", "CREATE TABLE information_schema.hidden(x int)");
        source.run("postgres", "ALTER ROLE ALL SET work_mem = '5MB'");
        source.run("template1", "CREATE TABLE work(x int)", "INSERT INTO work VALUES (1)");
        setting.databases = List.of("queue");
        setting.acceptNotInBackup = List.of("queue.mq.letters", "queue.information_schema.hidden");

        // When
        DumpRecord record;
        try {
            record = setting.dump();
        } finally {
            source.run("postgres", "ALTER ROLE ALL RESET work_mem");
            source.run("template1", "DROP TABLE work");
            source.drop("queue");
        }

        // Then
        Fingerprint fingerprint = WireFormat.mapper().readValue(path(record, "fingerprint").toFile(),
                Fingerprint.class);
        assertThat(fingerprint.accepted()).containsExactly("queue.mq.letters", "queue.information_schema.hidden");
        assertThat(fingerprint.outside().objects()).extracting(OutsideObject::kind, OutsideObject::name)
                .contains(tuple("setting for all roles", "work_mem"));
        assertThat(fingerprint.outside().templates()).singleElement().satisfies(template -> {
            assertThat(template.database()).isEqualTo("template1");
            assertThat(template.unread()).isNull();
            assertThat(template.tables()).extracting(OutsideObject::name, OutsideObject::rows)
                    .containsExactly(tuple("public.work", 1L));
            assertThat(template.catalogue().entries()).containsKey("table public.work");
        });
        assertThat(fingerprint.databases().get(0).outside()).filteredOn(object -> object.rows() != null)
                .extracting(OutsideObject::name, OutsideObject::extension, OutsideObject::rows)
                .containsExactly(tuple("information_schema.hidden", null, 0L), tuple("mq.letters", "citext", 30L));
        assertThat(setting.volume.dumpRecord(setting.id())).content().doesNotContain("letters");
    }

    @Test
    void recordsWhatARestoreMustKnow() throws Exception {
        Instant before = Instant.now();

        DumpRecord record = setting.dump();

        assertThat(WireFormat.mapper().readValue(setting.volume.dumpRecord(setting.id()).toFile(), DumpRecord.class))
                .isEqualTo(record);
        assertThat(record.source().postgresMajor()).isEqualTo(15);
        assertThat(record.source().postgresVersion()).startsWith("15.").doesNotContain(" ");
        assertThat(record.source().bootstrapSuperuser()).isEqualTo("postgres");
        assertThat(record.source().image()).isEqualTo("postgres:15");
        assertThat(record.source().systemIdentifier())
                .isEqualTo(source.text("postgres", "SELECT system_identifier FROM pg_control_system()"));
        assertThat(record.source().collate()).isEqualTo("C.UTF-8");
        assertThat(record.tools()).hasEntrySatisfying("pg_dump", version -> assertThat(version).startsWith("15."));
        assertThat(record.requestedAt()).isEqualTo(DumpSetting.REQUESTED);
        DatabaseFacts app = record.databases().get(0);
        assertThat(app.name()).isEqualTo("app");
        assertThat(app.snapshotAt()).isBetween(before.minusSeconds(1), record.finishedAt());
        assertThat(app.lsn()).matches("[0-9A-F]+/[0-9A-F]+");
        assertThat(app.encoding()).isEqualTo("UTF8");
        assertThat(app.localeProvider()).isEqualTo("libc");
        assertThat(app.extensions()).contains(entry("plpgsql", "1.0"));
    }

    @Test
    void givesDigestsOfWhatTheEncryptorReads() throws Exception {
        DumpRecord record = setting.dump();

        for (DumpedArtifact artifact : record.artifacts()) {
            Path path = setting.volume.resolve(artifact.path());
            assertThat(artifact.content())
                    .isEqualTo(artifact.directory() ? Digests.ofDirectory(path) : Digests.ofFile(path));
        }
        assertThat(artifact(record, "globals").content().size()).isPositive();
    }

    @Test
    void dumpsRolesWithTheirPasswords() throws Exception {
        DumpRecord record = setting.dump();

        assertThat(path(record, "globals")).content().contains("CREATE ROLE dump", "PASSWORD 'SCRAM-SHA-256$");
    }

    @Test
    void takesDatabasesOfAnyName() throws Exception {
        List<String> names = List.of("globals", "config", "dbname=postgres host=x", "Ümlaut/../x %", "-d", "a\"b");
        try {
            for (String name : names) {
                source.create(name, "CREATE TABLE only_here(x int)");
            }
            setting.databases = names;

            DumpRecord record = setting.dump();

            assertThat(record.artifacts()).filteredOn(artifact -> artifact.kind() == ArtifactKind.DATABASE)
                    .extracting(DumpedArtifact::name).containsExactlyInAnyOrderElementsOf(names);
            assertThat(record.artifacts()).extracting(DumpedArtifact::object).doesNotHaveDuplicates()
                    .allMatch(object -> object.matches("[A-Za-z0-9_%.-]+"));
            assertThat(path(record, "dbname=postgres host=x").resolve("toc.dat")).content(
                    StandardCharsets.ISO_8859_1).contains("only_here");
        } finally {
            for (String name : names) {
                source.run("postgres", "DROP DATABASE \"" + name.replace("\"", "\"\"") + "\"");
            }
        }
    }

    @Test
    void copiesTheConfiguration() throws Exception {
        Path base = Files.createDirectories(folder.resolve("etc/docs"));
        Files.writeString(base.resolve("restore.md"), "how");
        setting.configuration = new ConfigurationBundle(Optional.of(folder.resolve("etc")), List.of("docs"), Map.of());

        DumpRecord record = setting.dump();

        DumpedArtifact artifact = artifact(record, "config");
        assertThat(artifact).isEqualTo(new DumpedArtifact("config", ArtifactKind.CONFIGURATION, "config.tar.zst.gpg",
                "work/" + setting.id() + "/config", true, true, artifact.content()));
        assertThat(path(record, "config").resolve("docs/restore.md")).hasContent("how");
    }

    @Test
    void namesSecretFilesAndNothingElseOfThem() throws Exception {
        Path key = Files.writeString(folder.resolve("n8n.key"), "correct horse battery staple");
        setting.configuration = new ConfigurationBundle(Optional.empty(), List.of(), Map.of("n8nkey", key));

        DumpRecord record = setting.dump();

        assertThat(record.secretFiles()).containsExactly("n8nkey");
        assertThat(path(record, "config").resolve("secrets/n8nkey")).hasContent("correct horse battery staple");
        assertThat(setting.volume.dumpRecord(setting.id())).content().contains("n8nkey")
                .doesNotContain("correct horse", key.toString(), Digests.ofFile(key).sha256());
    }

    @Test
    void leavesOutWhatIsNotListedAndSaysSo() throws Exception {
        setting.databases = List.of("app");

        DumpRecord record = setting.dump();

        assertThat(record.databases()).extracting(DatabaseFacts::name).containsExactly("app");
        assertThat(record.omittedDatabases()).extracting(OmittedDatabase::name).contains("postgres")
                .doesNotContain("app", "template0", "template1");
    }

    @Test
    void reportsProgress() throws Exception {
        AtomicLong total = new AtomicLong();
        setting.progress = (done, all) -> total.set(done <= all ? all : -1);

        setting.dump();

        assertThat(total.get()).isGreaterThan(1 << 20);
    }

    private void restore(List<String> command) throws Exception {
        source.create("restored");
        List<String> full = new ArrayList<>(command);
        full.set(0, SourceCluster.PROGRAMS.resolve(command.get(0)).toString());
        ChildProcess.Outcome outcome = ChildProcess
                .of(full).environment(Map.of("PGHOST", "127.0.0.1", "PGPORT", "" + source.port(), "PGUSER", "postgres",
                        "PGPASSWORD", source.password()))
                .run(Duration.ofSeconds(30));
        assertThat(outcome.words()).isEqualTo("exit code 0, nothing on stderr");
    }

    private void assertRestored() throws Exception {
        String sums = """
                SELECT concat_ws(' ', (SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM t),
                    (SELECT count(*) FROM part), (SELECT sum(x) FROM "odd.schema"."quo""ted"), (SELECT * FROM m),
                    (SELECT count(*) FROM empty), (SELECT string_agg(data::text, '') FROM pg_largeobject))""";
        assertThat(source.text("restored", sums)).isEqualTo(source.text("app", sums));
        source.drop("restored");
    }

    private static DumpedArtifact artifact(DumpRecord record, String name) {
        return record.artifacts().stream().filter(artifact -> artifact.name().equals(name)).findFirst().orElseThrow();
    }

    private Path path(DumpRecord record, String name) {
        return setting.volume.resolve(artifact(record, name).path());
    }
}
