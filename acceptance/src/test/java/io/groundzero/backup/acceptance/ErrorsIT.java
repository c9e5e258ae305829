package io.groundzero.backup.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.restassured.path.json.JsonPath;

/** What goes wrong ends in an error that names the cause, shows nothing half-done, and the next run succeeds. */
class ErrorsIT {

    private Stack stack;

    @BeforeEach
    void start() throws Exception {
        stack = Stack.running();
    }

    @Test
    void sourceUnreachable() throws Exception {
        String id;
        stack.stack("stop", "source");
        try {
            id = stack.requestBackup();

            JsonPath dump = stack.awaitCode(id, "DUMP", "SOURCE_UNREACHABLE");
            assertThat(dump.getString("cause")).contains("127.0.0.1");
            assertNothingWasShipped(id);
        } finally {
            stack.stack("start", "source");
        }
        stack.awaitProven(id);
    }

    @Test
    void wrongPassword() throws Exception {
        sql("ALTER ROLE ground_zero_dump PASSWORD 'another'");
        String id = stack.requestBackup();

        JsonPath failure = stack.awaitFailure(id);
        sql("ALTER ROLE ground_zero_dump PASSWORD '"
                + Files.readString(stack.folder().resolve("secrets/dump-role")).strip() + "'");

        assertThat(failure.getString("code")).isEqualTo("SOURCE_LOGIN_REFUSED");
        assertThat(failure.getString("cause")).contains("ground_zero_dump");
        assertNothingWasShipped(id);
        cure(id, failure);
    }

    @Test
    void clientProgramsOlderThanTheServer() throws Exception {
        Path programs = stack.folder().resolve("old-programs");
        Files.createDirectories(programs);
        for (String program : new String[]{"pg_dump", "pg_dumpall", "pg_restore", "psql", "initdb", "postgres"}) {
            Path file = Files.writeString(programs.resolve(program),
                    "#!/bin/sh\necho \"" + program + " (PostgreSQL) 14.9\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        JsonPath failure = failureWith("dumper", "GZ_CLUSTERS_GROUNDZERO_CLIENT_PROGRAMS=" + programs);

        assertThat(failure.getString("code")).isEqualTo("SOURCE_VERSION_UNSUPPORTED");
        assertThat(failure.getString("cause")).contains("15").contains("14");
        cure(failure.getString("backupId"), failure);
    }

    @Test
    void diskTooSmall() throws Exception {
        try (Setting setting = stack.setting("dumper", "GZ_DUMPER_DISK_RESERVE=900G")) {
            String id = stack.requestBackup();

            JsonPath dump = stack.awaitCode(id, "DUMP", "DISK_FULL");
            assertThat(dump.getString("cause")).containsIgnoringCase("free");
            assertNothingWasShipped(id);
            setting.close();
            stack.awaitProven(id);
        }
    }

    @Test
    void recipientKeyMissing() throws Exception {
        Path key = stack.folder().resolve("keys/recipient.public.asc");
        Path hidden = Files.move(key, key.resolveSibling("hidden"));
        stack.stack("stop", "encryptor");

        assertThat(stack.refusal("start", "encryptor")).contains("recipient.public.asc");
        String id = stack.requestBackup();
        stack.awaitStageState(id, "DUMP", "DONE");
        assertNothingWasShipped(id);
        Files.move(hidden, key);
        stack.stack("start", "encryptor");

        stack.awaitProven(id);
    }

    @Test
    void bucketMissing() throws Exception {
        JsonPath failure = failureWith("shipper", "GZ_BUCKET_NAME=no-such-bucket");

        assertThat(failure.getString("code")).isEqualTo("BUCKET_MISSING");
        assertThat(failure.getString("cause")).contains("no-such-bucket");
        cure(failure.getString("backupId"), failure);
    }

    @Test
    void bucketCredentialsRefused() throws Exception {
        Path wrong = Files.writeString(stack.folder().resolve("secrets/wrong"), "not-the-secret-key-of-the-bucket\n");

        JsonPath failure = failureWith("shipper", "GZ_BUCKET_SECRET_KEY_FILE=" + wrong);

        assertThat(failure.getString("code")).isEqualTo("BUCKET_ACCESS_DENIED");
        cure(failure.getString("backupId"), failure);
    }

    @Test
    void anObjectThatIsTruncatedOrHasAFlippedByte() throws Exception {
        String id = stack.provenBackup().getString("id");
        Path object = dumpInTheStore(id);
        byte[] shipped = Files.readAllBytes(object);

        byte[] flipped = shipped.clone();
        flipped[flipped.length / 2] ^= 1;
        Files.write(object, flipped);
        assertCorrupt(verifiedAgain(id));

        Files.write(object, Arrays.copyOf(shipped, shipped.length - 1000));
        assertCorrupt(verifiedAgain(id));

        // what was mended comes back
        Files.write(object, shipped);
        assertThat(verifiedAgain(id).getString("verdict")).isEqualTo("PROVEN");
    }

    private static void assertCorrupt(JsonPath proof) {
        assertThat(proof.getString("verdict")).isEqualTo("REFUTED");
        assertThat(proof.getString("code")).isEqualTo("OBJECT_CORRUPT");
        assertThat(proof.getString("summary")).contains("groundzero.dir.tar");
    }

    @Test
    void theWrongPrivateKey() throws Exception {
        Path wrong = stack.folder().resolve("keys/shipper.secret.asc");
        String id;
        JsonPath failure;
        try (Setting setting = stack.setting("verifier", "GZ_VERIFIER_DECRYPTION_KEYS=" + wrong)) {
            id = stack.requestBackup();
            failure = stack.awaitFailure(id);
        } catch (AssertionError e) {
            // a verifier that cannot decrypt at all may also refuse to start, as long as it says why
            assertThat(e.getMessage()).contains("shipper.secret.asc");
            stack.provenBackup();
            return;
        }

        assertThat(failure.getString("code")).isEqualTo("DECRYPTION_KEY_MISSING");
        assertThat(stack.backup(id).getString("verdict")).isEqualTo("INCONCLUSIVE");
        cure(id, failure);
    }

    /** Where the store does not notice what becomes of it. */
    private Path dumpInTheStore(String id) throws IOException {
        try (var files = Files.list(stack.folder().resolve("s3/store/ground-zero/groundzero").resolve(id))) {
            return files.filter(file -> file.getFileName().toString().startsWith("groundzero.dir.tar")).findFirst()
                    .orElseThrow();
        }
    }

    /** The newest proof of a backup, after one more verification. */
    private JsonPath verifiedAgain(String id) {
        int before = stack.backup(id).getList("proofs").size();
        assertThat(stack.api().post("/backups/{id}/verifications", id).statusCode()).isEqualTo(202);
        await().atMost(Stack.BACKUP_LIMIT).ignoreExceptions()
                .untilAsserted(() -> assertThat(stack.backup(id).getList("proofs")).hasSize(before + 1));
        JsonPath backup = stack.backup(id);
        assertThat(backup.getString("state")).isEqualTo(backup.getString("proofs[0].verdict"));
        return backup.setRootPath("proofs[0]");
    }

    /** Runs a backup with a bad setting until its message is parked; the setting is good again afterwards. */
    private JsonPath failureWith(String service, String badSetting) throws Exception {
        try (Setting setting = stack.setting(service, badSetting)) {
            String id = stack.requestBackup();
            JsonPath failure = stack.awaitFailure(id);
            assertNoManifest(id);
            return failure;
        }
    }

    /** Calls send what was parked back, and the backup goes on to its end. */
    private void cure(String id, JsonPath failure) {
        assertThat(failure.getString("remedy")).isNotBlank();
        await().atMost(Stack.BACKUP_LIMIT).untilAsserted(() -> {
            stack.retryAll(id);
            assertThat(stack.backup(id).getString("state")).isEqualTo("PROVEN");
        });
    }

    private void assertNothingWasShipped(String id) throws IOException {
        try (Bucket bucket = stack.bucket()) {
            assertThat(bucket.names(Stack.CLUSTER + "/" + id + "/")).isEqualTo(new TreeSet<>());
        }
        assertThat(stack.volume().resolve("pg").resolve(id)).doesNotExist();
    }

    private void assertNoManifest(String id) throws IOException {
        try (Bucket bucket = stack.bucket()) {
            assertThat(bucket.names(Stack.CLUSTER + "/" + id + "/")).doesNotContain("manifest.json");
            assertThat(bucket.unfinishedUploads()).isEmpty();
        }
    }

    private void sql(String statement) throws Exception {
        stack.stack("psql", "postgres", "-qc", statement);
    }
}
