package io.groundzero.backup.guide;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;

/**
 * Where a person restores by hand: a folder with a cluster that was saved ({@code source}), the backup of it, which only
 * stock tools have made, and the keys.
 */
final class Desk implements AutoCloseable {

    static final String BIN = "/usr/lib/postgresql/15/bin/";
    /** PostgreSQL refuses to run as root. */
    private static final List<String> AS_POSTGRES = "root".equals(System.getProperty("user.name"))
            ? List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig", "TERM")
            : List.of();
    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
    private static final int LIMIT_SECONDS = 180;

    private final Path folder;

    Desk() throws Exception {
        // short, because sockets lie in it
        folder = Files.createTempDirectory(Path.of("/tmp"), "gz-guide");
        if (!AS_POSTGRES.isEmpty()) {
            Files.setOwner(folder, folder.getFileSystem().getUserPrincipalLookupService()
                    .lookupPrincipalByName("postgres"));
        }
        for (String script : List.of("make-keys.sh", "make-backup.sh", "describe-cluster.sh", "save.sh")) {
            try (var in = getClass().getResourceAsStream("/" + script)) {
                Files.copy(in, folder.resolve(script), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run(Map.of(), "bash", "make-keys.sh", folder.toString());
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    EncryptedArtifact artifact(String name, ArtifactKind kind, String object) throws Exception {
        byte[] bytes = Files.readAllBytes(file("backup").resolve(object));
        return Facts.artifact(name, kind, object, new Digest(bytes.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))));
    }

    /** Signs the manifest and takes the commands out of the guide. */
    Path writeGuide(Manifest manifest) throws Exception {
        Files.writeString(file("backup/manifest.json"), JSON.writeValueAsString(manifest));
        Files.deleteIfExists(file("backup/manifest.json.asc"));
        Map<String, String> keys = Map.of("GNUPGHOME", folder + "/gnupg");
        run(keys, "gpg", "--batch", "--quiet", "-u", "signer@test", "--armor", "--detach-sign", "-o",
                "backup/manifest.json.asc", "backup/manifest.json");
        run(keys, "gpgconf", "--kill", "gpg-agent");
        String guide = new RestoreGuide(manifest, "s3://backups/main/", "ABC").text();
        String commands = RestoreGuide.script(guide);
        if (guide.contains("```sh\n")) {
            Files.writeString(file("repair.sh"), guide.split("```bash\n")[1].split("```\n")[0]
                    + guide.split("```sh\n")[1].split("```\n")[0]);
        }
        return Files.writeString(file("restore.sh"), commands);
    }

    /** What the commands of the guide are told. */
    Map<String, String> answers(int port) {
        return Map.of("KEY", folder + "/private.asc", "PASSPHRASE_FILE", folder + "/passphrase", "SIGNING_KEY",
                folder + "/signing.asc", "DIR", folder + "/backup", "PGHOST", folder.toString(), "PGPORT",
                Integer.toString(port), "JOBS", "2");
    }

    /** What it prints; it must succeed. */
    String run(Map<String, String> environment, String... command) throws Exception {
        Process process = start(environment, command);
        String output = Files.readString(file("output"), ISO_8859_1);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** What it prints; it must fail. */
    String fail(Map<String, String> environment, String... command) throws Exception {
        Process process = start(environment, command);
        String output = Files.readString(file("output"), ISO_8859_1);
        assertThat(process.exitValue()).as(output).isNotZero();
        return output;
    }

    void startServer(String cluster) throws Exception {
        run(Map.of(), BIN + "pg_ctl", "-D", file(cluster).toString(), "-w", "-l", folder + "/log", "start");
    }

    void stopServer(String cluster) throws Exception {
        if (Files.exists(file(cluster + "/postmaster.pid"))) {
            run(Map.of(), BIN + "pg_ctl", "-D", file(cluster).toString(), "-m", "immediate", "-w", "stop");
        }
    }

    @Override
    public void close() throws Exception {
        for (String cluster : List.of("source", "backup/restore/cluster")) {
            stopServer(cluster);
        }
        DurableFiles.deleteTree(folder);
    }

    private Process start(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(AS_POSTGRES);
        all.addAll(Stream.of(command).toList());
        ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(file("output").toFile());
        builder.environment().putAll(new TreeMap<>(environment));
        Process process = builder.start();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process;
    }
}
