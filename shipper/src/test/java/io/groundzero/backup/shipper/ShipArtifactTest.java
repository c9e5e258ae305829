package io.groundzero.backup.shipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.manifest.OmittedDatabase;
import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.handover.Work.Progress;
import io.groundzero.backup.handover.Work.Result;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class ShipArtifactTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static LocalStore store;
    private static GpgKey key;

    private Fixture fixture;

    @BeforeAll
    static void start() throws Exception {
        store = new LocalStore(folder.resolve("store"));
        key = new GpgKey();
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
        key.close();
    }

    @BeforeEach
    void encrypted() throws Exception {
        fixture = newFixture(key.secret);
    }

    @Test
    void theLastArtifactCommitsTheBackup() throws Exception {
        for (ArtifactEncrypted early : fixture.messages.subList(0, 2)) {
            Result result = fixture.shipper().run(early, Progress.NONE);
            assertThat(result.next()).isEmpty();
            assertThat(result.facts()).isNull();
            result.tidyUp().run();
        }
        assertThat(store.keys(fixture.folder())).hasSize(2).noneMatch(name -> name.contains("manifest"));

        Result result = fixture.shipper().run(fixture.messages.get(2), Progress.NONE);
        result.tidyUp().run();

        assertCommitted(fixture, result);
        Manifest manifest = result.facts().shipped().manifest();
        assertThat(manifest.artifacts())
                .containsExactlyElementsOf(fixture.messages.stream().map(ArtifactEncrypted::artifact).toList());
        assertThat(manifest.durations()).containsEntry("dump", 9000L).containsEntry("encrypt", 4500L)
                .containsKey("ship");
        assertThat(manifest.omittedDatabases()).extracting(OmittedDatabase::name).containsExactly("drafts");
        assertThat(result.bytes()).isEqualTo(2000);
    }

    @Test
    void theManifestHoldsNoSecretAndNoPath() throws Exception {
        shipAll(fixture);

        assertThat(store.get(fixture.folder() + "manifest.json").asUtf8String()).doesNotContain("test-secret",
                "test-key", "PRIVATE", "work/", folder.toString());
        assertThat(store.get(fixture.folder() + "RESTORE.md").asUtf8String()).doesNotContain("test-secret", "test-key",
                "PRIVATE", folder.toString()).contains("decrypt a%20b.dir.tar.zst.gpg");
    }

    @Test
    void anyMessageThatComesAgainGivesTheSameAnswer() throws Exception {
        Result first = shipAll(fixture);
        byte[] manifest = store.get(fixture.folder() + "manifest.json").asByteArray();

        for (ArtifactEncrypted again : fixture.messages) {
            Result result = fixture.shipper(Outage.from(1, PutObjectRequest.class)).run(again, Progress.NONE);
            result.tidyUp().run();
            assertThat(result.next()).isEqualTo(first.next());
        }

        assertThat(store.get(fixture.folder() + "manifest.json").asByteArray()).isEqualTo(manifest);
    }

    /** The store is cut off at every call in turn; what is visible must be honest, and the next run must heal it. */
    @Test
    void cutOffAtAnyCallTheBackupIsCompletedByTheNextRun() throws Exception {
        // A run may make a call more than another (a repeated one), so the calls are not counted beforehand: the last
        // outage is the one that came after the last call of its run.
        for (int call = 1;; call++) {
            Fixture broken = newFixture(key.secret);
            Outage outage = Outage.from(call);
            Throwable failure = catchThrowable(() -> {
                for (ArtifactEncrypted message : broken.messages) {
                    broken.shipper(outage).run(message, Progress.NONE);
                }
            });
            if (outage.calls() < call) {
                assertThat(failure).as("call %d", call).isNull();
                assertThat(call).isGreaterThan(20);
                return;
            }
            assertThat(failure).as("call %d", call).isInstanceOfSatisfying(BackupException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.BUCKET_UNREACHABLE));
            assertHonest(broken);

            assertCommitted(broken, shipAll(broken));
        }
    }

    @Test
    void killedBeforeTheManifestWasFixedTheGuideIsWrittenAnew() throws Exception {
        cutOffWhilePublishing();
        Files.delete(fixture.local("manifest.json"));
        Files.delete(fixture.local("manifest.json.asc"));
        Files.writeString(fixture.local("RESTORE.md"), "of an older attempt");

        assertCommitted(fixture, shipAll(fixture));
    }

    @Test
    void killedBeforeItWasSignedTheManifestStaysAsItIs() throws Exception {
        cutOffWhilePublishing();
        Files.delete(fixture.local("manifest.json.asc"));
        byte[] fixed = Files.readAllBytes(fixture.local("manifest.json"));

        assertCommitted(fixture, shipAll(fixture));

        assertThat(store.get(fixture.folder() + "manifest.json").asByteArray()).isEqualTo(fixed);
    }

    @Test
    void killedAfterTheUploadButBeforeTheNoteItIsNotUploadedAgain() throws Exception {
        ArtifactEncrypted first = fixture.messages.get(0);
        fixture.shipper().run(first, Progress.NONE);
        Files.delete(fixture.volume.work(fixture.backup).resolve(first.artifact().object() + ".shipped.json"));

        fixture.shipper(Outage.from(1, PutObjectRequest.class)).run(first, Progress.NONE);

        assertCommitted(fixture, shipAll(fixture));
    }

    @Test
    void aFlippedByteStopsTheBackupWithNothingOfItInTheBucket() throws Exception {
        Path file = fixture.local("app.dir.tar.zst.gpg");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertFails(ErrorCode.ARTIFACT_CHANGED, () -> fixture.shipper().run(fixture.messages.get(1), Progress.NONE));

        assertThat(store.keys(fixture.folder())).isEmpty();
        assertThat(store.unfinishedUploads()).isEmpty();
    }

    @Test
    void aForeignManifestIsNeverReplaced() throws Exception {
        store.client().putObject(
                request -> request.bucket(LocalStore.BUCKET).key(fixture.folder() + "manifest.json"),
                RequestBody.fromString("{}"));

        assertFails(ErrorCode.OBJECT_CONFLICT, () -> shipAll(fixture));

        assertThat(store.get(fixture.folder() + "manifest.json").asUtf8String()).isEqualTo("{}");
    }

    @Test
    void withoutASigningKeyNothingIsCommitted() throws Exception {
        Fixture keyless = newFixture(folder.resolve("no-key.asc"));

        assertFails(ErrorCode.SIGNING_KEY_UNUSABLE, () -> shipAll(keyless));

        assertThat(store.keys(keyless.folder())).noneMatch(name -> name.contains("manifest"));
        assertThat(keyless.local("manifest.json")).doesNotExist();
    }

    @Test
    void messagesThatMakeNoSenseAreRefused() throws Exception {
        ArtifactEncrypted good = fixture.messages.get(0);
        EncryptedArtifact artifact = good.artifact();
        String id = good.backupId();
        Files.writeString(folder.resolve("secret"), "x");

        for (ArtifactEncrypted bad : List.of(
                new ArtifactEncrypted("nonsense", "main", artifact, good.path(), 1),
                new ArtifactEncrypted(id, "other", artifact, good.path(), 1),
                new ArtifactEncrypted(id, "main", artifact, "../secret", 1),
                new ArtifactEncrypted(id, "main", artifact, null, 1), new ArtifactEncrypted(id, "main", null, "x", 1),
                new ArtifactEncrypted(id, "main", named(artifact, "../../secret"), "secret", 1),
                new ArtifactEncrypted(id, "main", named(artifact, "unknown.gpg"), "pg/" + id + "/unknown.gpg", 1))) {
            assertFails(ErrorCode.MESSAGE_UNREADABLE, () -> fixture.shipper().run(bad, Progress.NONE));
        }
        assertThat(store.keys(fixture.folder())).isEmpty();
    }

    @Test
    void whereNothingIsKnownOfTheBackupThatIsSaid() throws Exception {
        Files.delete(fixture.volume.dumpRecord(fixture.backup));

        assertFails(ErrorCode.ARTIFACT_MISSING, () -> fixture.shipper().run(fixture.messages.get(0), Progress.NONE));
    }

    private static Fixture newFixture(Path signingKey) throws Exception {
        return new Fixture(folder.resolve("volume"), store.settings(), signingKey, NUMBERS.incrementAndGet());
    }

    private static Result shipAll(Fixture fixture) throws BackupException {
        Result last = null;
        for (ArtifactEncrypted message : fixture.messages) {
            last = fixture.shipper().run(message, Progress.NONE);
            last.tidyUp().run();
        }
        return last;
    }

    private void cutOffWhilePublishing() throws Exception {
        // three artifacts, one of them in parts: the third single PUT is the guide's
        Outage outage = Outage.from(3, PutObjectRequest.class);
        assertThatThrownBy(() -> {
            for (ArtifactEncrypted message : fixture.messages) {
                fixture.shipper(outage).run(message, Progress.NONE);
            }
        }).isInstanceOf(BackupException.class);
        assertThat(fixture.local("manifest.json")).exists();
    }

    /** A manifest stands only before complete artifacts. */
    private static void assertHonest(Fixture fixture) {
        List<String> keys = store.keys(fixture.folder());
        for (ArtifactEncrypted message : fixture.messages) {
            String name = fixture.folder() + message.artifact().object();
            if (keys.contains(name)) {
                assertThat(Fixture.sha256(store.get(name).asByteArrayUnsafe()))
                        .isEqualTo(message.artifact().encrypted().sha256());
            } else {
                assertThat(keys).doesNotContain(fixture.folder() + "manifest.json");
            }
        }
    }

    private static void assertCommitted(Fixture fixture, Result result) throws Exception {
        List<String> names = List.of("RESTORE.md", "a%20b.dir.tar.zst.gpg", "app.dir.tar.zst.gpg",
                "globals.sql.zst.gpg",
                "manifest.json", "manifest.json.asc");
        assertThat(store.keys(fixture.folder()))
                .containsExactlyElementsOf(names.stream().map(name -> fixture.folder() + name).toList());
        assertHonest(fixture);
        assertThat(store.unfinishedUploads()).isEmpty();
        try (var files = Files.list(fixture.volume.backup(fixture.backup))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
        for (String name : names) {
            assertThat(store.get(fixture.folder() + name).asByteArrayUnsafe()).as(name)
                    .isEqualTo(Files.readAllBytes(fixture.local(name)));
        }
        assertThat(fixture.volume.work(fixture.backup)).doesNotExist();

        byte[] manifest = Files.readAllBytes(fixture.local("manifest.json"));
        key.verify(Files.readAllBytes(fixture.local("manifest.json.asc")), manifest);
        BackupShipped message = (BackupShipped) result.next().get(0).message();
        assertThat(message.manifestObject()).isEqualTo(fixture.folder() + "manifest.json");
        assertThat(message.manifest().sha256()).isEqualTo(Fixture.sha256(manifest));
        assertThat(message.manifest().size()).isEqualTo(manifest.length);
        Manifest content = WireFormat.mapper().readValue(manifest, Manifest.class);
        assertThat(message.requestedAt()).isEqualTo(content.shippedAt());
        assertThat(result.facts().shipped().manifest()).isEqualTo(content);
    }

    private static EncryptedArtifact named(EncryptedArtifact artifact, String object) {
        return new EncryptedArtifact(artifact.name(), artifact.kind(), object, artifact.plain(), artifact.encrypted(),
                artifact.recipients());
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }
}
