package io.groundzero.backup.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.name.ObjectNames;

/** The guide's commands, as written, on a backup that only stock tools have made. */
class RestoreGuideRunsTest {

    private static final String ODD = "it's \"odd\" $(touch pwned) `id` \\ ü";
    private static final String COPY = "backup/restore/cluster";
    private static final int PORT = 6545;

    private Desk desk;

    @BeforeEach
    void sitDown() throws Exception {
        desk = new Desk();
    }

    @AfterEach
    void cleanUp() throws Exception {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "plain"})
    void aPersonGetsBackWhatWasThere(String format) throws Exception {
        // pg_dump refuses to write a line break in a name into a plain dump
        String odd = "plain".equals(format) ? ODD : ODD + "\nx";
        desk.run(Map.of(), "bash", "make-backup.sh", desk.folder().toString(), format, "6544", odd,
                ObjectNames.encode(odd));
        String before = describe("source", 6544, odd);
        Path script = writeGuide(format, odd);

        String output = desk.run(desk.answers(PORT), "bash", script.toString());

        assertThat(describe(COPY, PORT, odd)).as(output).isEqualTo(before);
        assertThat(before).contains("Mixed Case", "1000|order 1|order 999|1000", "pg_trgm", "10|55", "7MB",
                "words.ours|on");
        assertThat(desk.file("backup/restore/config/etc/app.conf")).hasContent("setting\n");
        assertThat(desk.file("backup/pwned")).doesNotExist();
        assertThat(output).doesNotContain("ERROR");

        // the repairs, which are not part of that script, twice
        for (int time = 1; time <= 2; time++) {
            String repaired = desk.run(desk.answers(PORT), "bash", desk.file("repair.sh").toString());
            assertThat(repaired.lines()).containsExactly("repairing shop: requeue.sql");
        }
        assertThat(desk.run(asAdmin(PORT), "psql", "-XAtd", "shop", "-c", "SELECT count(*), min(id) FROM repaired")
                .strip())
                .isEqualTo("1|" + Facts.manifest(Facts.source("x", "C"), List.of(), List.of(), "plain").backupId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "shop.dir.tar.zst.gpg"})
    void aChangedFileStopsItBeforeAnythingIsMade(String file) throws Exception {
        for (String object : List.of("globals.sql.zst.gpg", "postgres.dir.tar.zst.gpg", "template1.dir.tar.zst.gpg",
                "shop.dir.tar.zst.gpg", "retired.dir.tar.zst.gpg", "odd.dir.tar.zst.gpg", "config.tar.zst.gpg",
                "checks.tar.zst.gpg",
                "fingerprint.json.zst.gpg")) {
            Files.writeString(desk.file("backup/" + object), object);
        }
        Path script = writeGuide("directory", "odd");
        byte[] bytes = Files.readAllBytes(desk.file("backup/" + file));
        bytes[bytes.length / 2] ^= 1;
        Files.write(desk.file("backup/" + file), bytes);

        String output = desk.fail(desk.answers(PORT), "bash", script.toString());

        assertThat(output).containsPattern("BAD signature|FAILED");
        assertThat(desk.file("backup/restore/cluster")).doesNotExist();
    }

    private Path writeGuide(String format, String odd) throws Exception {
        return desk.writeGuide(manifest(format, odd));
    }

    private Manifest manifest(String format, String odd) throws Exception {
        List<EncryptedArtifact> artifacts = new ArrayList<>();
        List<DatabaseFacts> databases = new ArrayList<>();
        artifacts.add(desk.artifact("globals", ArtifactKind.GLOBALS, ObjectNames.GLOBALS));
        for (String name : List.of("postgres", "template1", "shop", "retired", odd)) {
            String object = "plain".equals(format)
                    ? ObjectNames.plainDump(name)
                    : ObjectNames.directoryDumpCompressed(name);
            artifacts.add(desk.artifact(name, ArtifactKind.DATABASE, object));
            databases.add(Facts.database(name, Map.of()));
        }
        artifacts.add(desk.artifact("config", ArtifactKind.CONFIGURATION, ObjectNames.CONFIGURATION));
        artifacts.add(desk.artifact("checks", ArtifactKind.CHECKS, ObjectNames.CHECKS));
        artifacts.add(desk.artifact("fingerprint", ArtifactKind.FINGERPRINT, ObjectNames.FINGERPRINT));
        return Facts.manifest(Facts.source("Odd Admin", "C.UTF-8"), databases, artifacts, format);
    }

    private String describe(String cluster, int port, String odd) throws Exception {
        boolean started = !Files.exists(desk.file(cluster + "/postmaster.pid"));
        if (started) {
            desk.startServer(cluster);
        }
        try {
            return desk.run(asAdmin(port), "bash", "describe-cluster.sh", odd);
        } finally {
            if (started) {
                desk.stopServer(cluster);
            }
        }
    }

    private Map<String, String> asAdmin(int port) {
        return Map.of("PGHOST", desk.folder().toString(), "PGPORT", Integer.toString(port), "PGUSER", "Odd Admin",
                "PGOPTIONS", "-c statement_timeout=0");
    }
}
