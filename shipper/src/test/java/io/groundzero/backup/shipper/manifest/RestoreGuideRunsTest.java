package io.groundzero.backup.shipper.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.handover.WireFormat;

/** The guide's commands, as written, on a backup that only stock tools have made. */
class RestoreGuideRunsTest {

    private static final String ODD = "it's \"odd\" $(touch pwned) `id` \\ ü";
    private static final Pattern BLOCK = Pattern.compile("^```bash\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    /** PostgreSQL refuses to run as root. */
    private static final List<String> AS_POSTGRES = "root".equals(System.getProperty("user.name"))
            ? List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig", "TERM")
            : List.of();

    private Path folder;

    @BeforeEach
    void makeFolder() throws Exception {
        // short, because sockets lie in it
        folder = Files.createTempDirectory(Path.of("/tmp"), "gz-guide");
        if (!AS_POSTGRES.isEmpty()) {
            Files.setOwner(folder, folder.getFileSystem().getUserPrincipalLookupService()
                    .lookupPrincipalByName("postgres"));
        }
        for (String script : List.of("make-keys.sh", "make-backup.sh", "describe-cluster.sh")) {
            try (var in = getClass().getResourceAsStream("/" + script)) {
                Files.copy(in, folder.resolve(script), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        bash(Map.of(), "bash", "make-keys.sh", folder.toString());
    }

    @AfterEach
    void deleteFolder() throws Exception {
        for (String cluster : List.of("source", "backup/restore/cluster")) {
            if (Files.exists(folder.resolve(cluster + "/postmaster.pid"))) {
                bash(Map.of(), "/usr/lib/postgresql/15/bin/pg_ctl", "-D", folder.resolve(cluster).toString(), "-m",
                        "immediate", "-w", "stop");
            }
        }
        DurableFiles.deleteTree(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "plain"})
    void aPersonGetsBackWhatWasThere(String format) throws Exception {
        // pg_dump refuses to write a line break in a name into a plain dump
        String odd = "plain".equals(format) ? ODD : ODD + "\nx";
        bash(Map.of(), "bash", "make-backup.sh", folder.toString(), format, "6544", odd, ObjectNames.encode(odd));
        String before = describe("source", "6544", odd);
        Path script = writeGuide(format, odd);

        String output = bash(Map.of("KEY", folder + "/private.asc", "PASSPHRASE_FILE", folder + "/passphrase",
                "SIGNING_KEY", folder + "/signing.asc", "DIR", folder + "/backup", "PGHOST", folder.toString(),
                "PGPORT", "6545", "JOBS", "2"), "bash", script.toString());

        assertThat(describe("backup/restore/cluster", "6545", odd)).as(output).isEqualTo(before);
        assertThat(before).contains("Mixed Case", "1000|order 1|order 999|1000", "pg_trgm", "10|55", "7MB",
                "words.ours|on");
        assertThat(folder.resolve("backup/restore/config/etc/app.conf")).hasContent("setting\n");
        assertThat(folder.resolve("backup/pwned")).doesNotExist();
        assertThat(output).doesNotContain("ERROR");

        // the repairs, which are not part of that script, twice
        for (int time = 1; time <= 2; time++) {
            String repaired = bash(Map.of("DIR", folder + "/backup", "PGHOST", folder.toString(), "PGPORT", "6545"),
                    "bash", folder.resolve("repair.sh").toString());
            assertThat(repaired.lines()).containsExactly("repairing shop: requeue.sql");
        }
        assertThat(bash(Map.of("PGHOST", folder.toString(), "PGPORT", "6545", "PGUSER", "Odd Admin",
                "PGOPTIONS", "-c statement_timeout=0"), "psql", "-XAtd",
                "shop", "-c", "SELECT count(*), min(id) FROM repaired").strip())
                .isEqualTo("1|" + Facts.manifest(Facts.source("x", "C"), List.of(), List.of(), "plain").backupId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "shop.dir.tar.zst.gpg"})
    void aChangedFileStopsItBeforeAnythingIsMade(String file) throws Exception {
        for (String object : List.of("globals.sql.zst.gpg", "postgres.dir.tar.zst.gpg", "template1.dir.tar.zst.gpg",
                "shop.dir.tar.zst.gpg", "retired.dir.tar.zst.gpg", "odd.dir.tar.zst.gpg", "config.tar.zst.gpg",
                "checks.tar.zst.gpg",
                "fingerprint.json.zst.gpg")) {
            Files.writeString(folder.resolve("backup/" + object), object);
        }
        Path script = writeGuide("directory", "odd");
        byte[] bytes = Files.readAllBytes(folder.resolve("backup/" + file));
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve("backup/" + file), bytes);

        Process process = start(Map.of("KEY", folder + "/private.asc", "PASSPHRASE_FILE", folder + "/passphrase",
                "SIGNING_KEY", folder + "/signing.asc", "DIR", folder + "/backup", "PGHOST", folder.toString(),
                "PGPORT", "6545"), "bash", script.toString());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(folder.resolve("output"));
        assertThat(process.exitValue()).as(output).isNotZero();
        assertThat(output).containsPattern("BAD signature|FAILED");
        assertThat(folder.resolve("backup/restore/cluster")).doesNotExist();
    }

    private Path writeGuide(String format, String odd) throws Exception {
        Manifest manifest = manifest(format, odd);
        Files.writeString(folder.resolve("backup/manifest.json"), WireFormat.mapper().writeValueAsString(manifest));
        bash(Map.of("GNUPGHOME", folder + "/gnupg"), "gpg", "--batch", "--quiet", "-u", "signer@test", "--armor",
                "--detach-sign", "-o", "backup/manifest.json.asc", "backup/manifest.json");
        bash(Map.of("GNUPGHOME", folder + "/gnupg"), "gpgconf", "--kill", "gpg-agent");
        String guide = new RestoreGuide(manifest, "s3://backups/main/", "ABC").text();
        String settings = BLOCK.matcher(guide).results().map(block -> block.group(1)).findFirst().orElseThrow();
        Files.writeString(folder.resolve("repair.sh"),
                settings + guide.split("```sh\n")[1].split("```\n")[0]);
        String commands = BLOCK.matcher(guide).results().map(block -> block.group(1)).collect(Collectors.joining());
        return Files.writeString(folder.resolve("restore.sh"), commands);
    }

    private Manifest manifest(String format, String odd) throws Exception {
        List<EncryptedArtifact> artifacts = new ArrayList<>();
        List<DatabaseFacts> databases = new ArrayList<>();
        artifacts.add(artifact("globals", ArtifactKind.GLOBALS, ObjectNames.GLOBALS));
        for (String name : List.of("postgres", "template1", "shop", "retired", odd)) {
            String object = "plain".equals(format)
                    ? ObjectNames.plainDump(name)
                    : ObjectNames.directoryDumpCompressed(name);
            artifacts.add(artifact(name, ArtifactKind.DATABASE, object));
            databases.add(Facts.database(name, Map.of()));
        }
        artifacts.add(artifact("config", ArtifactKind.CONFIGURATION, ObjectNames.CONFIGURATION));
        artifacts.add(artifact("checks", ArtifactKind.CHECKS, ObjectNames.CHECKS));
        artifacts.add(artifact("fingerprint", ArtifactKind.FINGERPRINT, ObjectNames.FINGERPRINT));
        return Facts.manifest(Facts.source("Odd Admin", "C.UTF-8"), databases, artifacts, format);
    }

    private EncryptedArtifact artifact(String name, ArtifactKind kind, String object) throws Exception {
        byte[] bytes = Files.readAllBytes(folder.resolve("backup").resolve(object));
        return Facts.artifact(name, kind, object, new Digest(bytes.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))));
    }

    private String describe(String cluster, String port, String odd) throws Exception {
        boolean started = false;
        if (!Files.exists(folder.resolve(cluster + "/postmaster.pid"))) {
            bash(Map.of(), "/usr/lib/postgresql/15/bin/pg_ctl", "-D", folder.resolve(cluster).toString(), "-w", "-l",
                    folder + "/log", "start");
            started = true;
        }
        try {
            return bash(Map.of("PGHOST", folder.toString(), "PGPORT", port, "PGUSER", "Odd Admin"), "bash",
                    "describe-cluster.sh", odd);
        } finally {
            if (started) {
                bash(Map.of(), "/usr/lib/postgresql/15/bin/pg_ctl", "-D", folder.resolve(cluster).toString(), "-w",
                        "stop");
            }
        }
    }

    private String bash(Map<String, String> environment, String... command) throws Exception {
        Process process = start(environment, command);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(folder.resolve("output"));
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        List<String> all = new ArrayList<>(AS_POSTGRES);
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
