package io.groundzero.backup.encryptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.groundzero.backup.archive.DigestingInputStream;
import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.archive.TarArchive;
import io.groundzero.backup.archive.Zstd;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.handover.Work.Progress;
import io.groundzero.backup.openpgp.Recipients;

/** The step without framework and broker, interrupted wherever it can be. */
class ArtifactEncryptionTest {

    private static final Digest NOTHING = new Digest(0, "0".repeat(64));

    @TempDir
    private static Path publicKeys;
    private static TestKeys keys;
    private static String recipient;
    private static String expired;

    @TempDir
    private Path root;
    private VolumePaths volume;
    private TestDump dump;
    private ArtifactEncryption work;

    @BeforeAll
    static void makeKeys() {
        keys = new TestKeys();
        recipient = keys.make("backup", publicKeys);
        expired = keys.makeExpired("expired", publicKeys);
    }

    @AfterAll
    static void stop() throws IOException {
        keys.close();
    }

    @BeforeEach
    void start() throws Exception {
        volume = new VolumePaths(root);
        dump = new TestDump(volume, TestDump.BACKUP);
        work = work(recipient, Clock.systemUTC());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void encryptsADirectoryAndDeletesThePlaintext(boolean compress) throws Exception {
        ArtifactDumped message = dump.directory(compress);
        List<Long> progress = new ArrayList<>();

        ArtifactEncrypted encrypted = only(work.run(message, (done, total) -> {
            progress.add(done);
            assertThat(total).isEqualTo(message.artifact().content().size());
        }));

        byte[] plain = keys.decrypt(ciphertext(message));
        assertThat((long) plain.length).isEqualTo(encrypted.artifact().plain().size());
        Path restored = root.resolve("restored");
        ByteArrayInputStream in = new ByteArrayInputStream(plain);
        TarArchive.extract(compress ? Zstd.decompress(in) : in, restored);
        assertThat(TestDump.digest(restored.resolve("app.dir"))).isEqualTo(message.artifact().content());
        assertThat(progress).isSorted().last().isEqualTo(message.artifact().content().size());
        assertThat(encrypted.artifact().recipients()).containsExactly(recipient);
        assertThat(encrypted.artifact().encrypted()).isEqualTo(digestOf(ciphertext(message)));
        assertThat(encrypted.path()).isEqualTo("pg/" + TestDump.BACKUP + "/" + message.artifact().object());
        assertThat(volume.work(TestDump.BACKUP).resolve("app.dir")).doesNotExist();
        assertThat(names(volume.backup(TestDump.BACKUP))).containsExactly(message.artifact().object());
    }

    @Test
    void encryptsAFile() throws Exception {
        ArtifactDumped message = dump.globals("CREATE ROLE app;\n");

        ArtifactEncrypted encrypted = only(work.run(message, Progress.NONE));

        byte[] plain = keys.decrypt(ciphertext(message));
        assertThat(Zstd.decompress(new ByteArrayInputStream(plain)).readAllBytes()).asString(StandardCharsets.UTF_8)
                .isEqualTo("CREATE ROLE app;\n");
        assertThat(encrypted.artifact().plain().size()).isEqualTo(plain.length);
        assertThat(volume.work(TestDump.BACKUP).resolve("globals.sql")).doesNotExist();
    }

    @Test
    void killedWhileWritingItStartsAgain() throws Exception {
        ArtifactDumped message = dump.directory(false);
        Path part = part(message);
        Files.createDirectories(part.getParent());
        Files.writeString(part, "half");

        only(work.run(message, Progress.NONE));

        assertThat(names(volume.backup(TestDump.BACKUP))).containsExactly(message.artifact().object());
    }

    @Test
    void killedBetweenRenameAndNoteItStartsAgain() throws Exception {
        ArtifactDumped message = dump.directory(false);
        Files.createDirectories(volume.backup(TestDump.BACKUP));
        Files.writeString(ciphertext(message), "nobody knows whether this is complete");

        ArtifactEncrypted encrypted = only(work.run(message, Progress.NONE));

        assertThat(encrypted.artifact().encrypted()).isEqualTo(digestOf(ciphertext(message)));
    }

    @Test
    void killedBetweenNoteAndDeletionItOnlyDeletes() throws Exception {
        ArtifactDumped message = dump.directory(false);
        ArtifactEncrypted first = only(work.run(message, Progress.NONE));
        dump.directory(false); // the plaintext is still there

        ArtifactEncrypted second = only(work.run(message, Progress.NONE));

        assertThat(second).isEqualTo(first);
        assertThat(second.artifact().encrypted()).isEqualTo(digestOf(ciphertext(message)));
        assertThat(volume.work(TestDump.BACKUP).resolve("app.dir")).doesNotExist();
    }

    @Test
    void killedWhileDeletingItDeletesTheRest() throws Exception {
        ArtifactDumped message = dump.directory(false);
        ArtifactEncrypted first = only(work.run(message, Progress.NONE));
        dump.directory(false);
        Files.delete(volume.work(TestDump.BACKUP).resolve("app.dir/toc.dat"));

        assertThat(only(work.run(message, Progress.NONE))).isEqualTo(first);
        assertThat(volume.work(TestDump.BACKUP).resolve("app.dir")).doesNotExist();
    }

    @Test
    void deliveredAgainItGivesTheSameMessage() throws Exception {
        ArtifactDumped message = dump.globals("x");
        ArtifactEncrypted first = only(work.run(message, Progress.NONE));

        assertThat(only(work.run(message, Progress.NONE))).isEqualTo(first);
        assertThat(only(work.run(message, Progress.NONE))).isEqualTo(first);
    }

    @Test
    void deliveredAgainAfterShippingItHandsNothingOn() throws Exception {
        ArtifactDumped message = dump.globals("x");
        EncryptedArtifact shipped = only(work.run(message, Progress.NONE)).artifact();
        DurableFiles.deleteTree(volume.work(TestDump.BACKUP));
        writeManifest(shipped);

        assertThat(work.run(message, Progress.NONE).next()).isEmpty();
        assertThat(ciphertext(message)).exists();
    }

    @Test
    void theManifestOfABackupThatLacksTheArtifactIsNoExcuse() throws Exception {
        ArtifactDumped message = dump.globals("x");
        EncryptedArtifact other = new EncryptedArtifact("other", ArtifactKind.DATABASE, "other.dir.tar.gpg", NOTHING,
                NOTHING, List.of());
        DurableFiles.deleteTree(volume.work(TestDump.BACKUP));
        Files.createDirectories(volume.backup(TestDump.BACKUP));
        writeManifest(other);

        fails(message, ErrorCode.ARTIFACT_MISSING);
    }

    @Test
    void aTruncatedCiphertextIsMadeAgainWhilePlaintextExists() throws Exception {
        ArtifactDumped message = dump.directory(false);
        only(work.run(message, Progress.NONE));
        dump.directory(false);
        Files.writeString(ciphertext(message), "short");

        ArtifactEncrypted again = only(work.run(message, Progress.NONE));

        assertThat(again.artifact().encrypted()).isEqualTo(digestOf(ciphertext(message)));
    }

    @Test
    void aLostCiphertextIsNotPassedOn() throws Exception {
        ArtifactDumped message = dump.globals("x");
        only(work.run(message, Progress.NONE));
        Files.delete(ciphertext(message));

        fails(message, ErrorCode.ARTIFACT_MISSING);
    }

    @Test
    void aMissingFileIsAnError() throws Exception {
        ArtifactDumped message = dump.globals("x");
        DurableFiles.deleteTree(volume.work(TestDump.BACKUP));

        fails(message, ErrorCode.ARTIFACT_MISSING).hasMessageContaining("globals.sql");
    }

    @Test
    void changedContentLeavesNothingBehind() throws Exception {
        ArtifactDumped message = dump.directory(true);
        Path changed = volume.work(TestDump.BACKUP).resolve("app.dir/1.dat.zst");
        byte[] rows = Files.readAllBytes(changed);
        rows[500_000] ^= 1;
        Files.write(changed, rows);

        fails(message, ErrorCode.ARTIFACT_CHANGED).hasMessageContaining("instead of");

        assertThat(names(volume.backup(TestDump.BACKUP))).isEmpty();
        assertThat(names(volume.work(TestDump.BACKUP))).containsExactly("app.dir");
    }

    @Test
    void aFileInsteadOfADirectoryIsAnError() throws Exception {
        ArtifactDumped message = dump.directory(false);
        DurableFiles.deleteTree(volume.work(TestDump.BACKUP).resolve("app.dir"));
        Files.writeString(volume.work(TestDump.BACKUP).resolve("app.dir"), "a file");

        fails(message, ErrorCode.ARTIFACT_CHANGED);
    }

    @Test
    void aSymbolicLinkInTheDumpIsAnError() throws Exception {
        ArtifactDumped message = dump.directory(false);
        Files.createSymbolicLink(volume.work(TestDump.BACKUP).resolve("app.dir/x"), Path.of("/etc/passwd"));

        fails(message, ErrorCode.ENCRYPTION_FAILED).hasMessageContaining("regular file");

        assertThat(names(volume.backup(TestDump.BACKUP))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"../outside,app.dir.tar.gpg", "/etc,app.dir.tar.gpg", "work,app.dir.tar.gpg",
            "work/main-20261123T030000Z,app.dir.tar.gpg", "work/main-20261123T030000Z/../..,app.dir.tar.gpg",
            "work/main-20261124T030000Z/app.dir,app.dir.tar.gpg", "pg/main-20261123T030000Z,app.dir.tar.gpg",
            "work/main-20261123T030000Z/dump.json,app.dir.tar.gpg",
            "work/main-20261123T030000Z/a.gpg.shipped.json,app.dir.tar.gpg",
            "work/main-20261123T030000Z/app.dir/toc.dat,app.dir.tar.gpg", "'',app.dir.tar.gpg",
            "work/main-20261123T030000Z/link,app.dir.tar.gpg", "work/main-20261123T030000Z/app.dir,../evil.gpg",
            "work/main-20261123T030000Z/app.dir,manifest.json", "work/main-20261123T030000Z/app.dir,.gpg",
            "work/main-20261123T030000Z/app.dir,a/b.gpg"})
    void aMessageThatLeadsElsewhereIsRefusedAndHarmless(String path, String object) throws Exception {
        ArtifactDumped honest = dump.directory(false);
        Path outside = Files.createDirectory(root.resolveSibling(root.getFileName() + "-outside"));
        Files.createSymbolicLink(volume.work(TestDump.BACKUP).resolve("link"), outside);
        DumpedArtifact artifact = honest.artifact();
        ArtifactDumped hostile = new ArtifactDumped(honest.backupId(), honest.cluster(), new DumpedArtifact(
                artifact.name(), artifact.kind(), object, path, true, false, artifact.content()));
        List<String> before = names(volume.work(TestDump.BACKUP));

        fails(hostile, ErrorCode.MESSAGE_UNREADABLE);

        assertThat(names(volume.work(TestDump.BACKUP))).isEqualTo(before);
        assertThat(volume.backups()).doesNotExist();
        Files.delete(outside);
    }

    @Test
    void aMessageThatLacksItsArtifactIsRefused() {
        for (ArtifactDumped message : List.of(new ArtifactDumped("main-20261123T030000Z", "main", null),
                new ArtifactDumped("nonsense", "main", null), new ArtifactDumped("main-20261123T030000Z", "main",
                        new DumpedArtifact(null, null, null, null, false, false, null)))) {
            fails(message, ErrorCode.MESSAGE_UNREADABLE);
        }
    }

    @Test
    void tooLittleSpaceIsSaidBeforeAnythingIsWritten() throws Exception {
        DumpedArtifact artifact = dump.directory(false).artifact();
        ArtifactDumped huge = dump.message("app", ArtifactKind.DATABASE, artifact.object(),
                volume.resolve(artifact.path()), true, false, new Digest(1L << 60, artifact.content().sha256()));

        fails(huge, ErrorCode.DISK_FULL).hasMessageContainingAll(Long.toString(1L << 60), "free", root.toString());

        assertThat(names(volume.backup(TestDump.BACKUP))).isEmpty();
    }

    @Test
    void aKeyThatExpiredMeanwhileStopsTheWorkAndKeepsThePlaintext() throws Exception {
        Instant[] now = {Instant.parse("2020-06-01T00:00:00Z")};
        ArtifactEncryption longRunning = work(expired, new TickingClock(now));
        ArtifactDumped message = dump.globals("x");
        now[0] = now[0].plus(Duration.ofDays(365));

        assertThatThrownBy(() -> longRunning.run(message, Progress.NONE)).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.RECIPIENT_KEY_UNUSABLE));

        assertThat(volume.work(TestDump.BACKUP).resolve("globals.sql")).exists();
        assertThat(names(volume.backup(TestDump.BACKUP))).isEmpty();
    }

    @Test
    void onlyHalvesOfCiphertextAreLeftOvers() throws Exception {
        Path copy = Files.createDirectories(volume.backup(TestDump.BACKUP));
        for (String name : List.of("a.dir.tar.gpg", "a.dir.tar.gpg.part", "manifest.json.part", "RESTORE.md.part")) {
            Files.writeString(copy.resolve(name), "");
        }

        LeftOvers.delete(volume);

        assertThat(names(copy)).containsExactly("RESTORE.md.part", "a.dir.tar.gpg", "manifest.json.part");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> fails(ArtifactDumped message, ErrorCode code) {
        return assertThatThrownBy(() -> work.run(message, Progress.NONE))
                .isInstanceOfSatisfying(BackupException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private ArtifactEncryption work(String fingerprint, Clock clock) throws BackupException {
        return new ArtifactEncryption(volume, Recipients.load(List.of(publicKeys), List.of(fingerprint), clock),
                WireFormat.mapper());
    }

    private void writeManifest(EncryptedArtifact artifact) throws IOException {
        Instant now = Instant.parse("2026-11-23T03:00:00Z");
        Manifest manifest = new Manifest(Manifest.SCHEMA_VERSION, TestDump.BACKUP.toString(), "main", now, now, null,
                List.of(), List.of(artifact), "directory", "counts", Map.of(), Map.of(), List.of());
        DurableFiles.writeString(volume.backup(TestDump.BACKUP).resolve("manifest.json"),
                WireFormat.mapper().writeValueAsString(manifest));
    }

    private Path ciphertext(ArtifactDumped message) {
        return volume.backup(TestDump.BACKUP).resolve(message.artifact().object());
    }

    private Path part(ArtifactDumped message) {
        return ciphertext(message).resolveSibling(message.artifact().object() + DurableFiles.PART);
    }

    private static ArtifactEncrypted only(Work.Result result) {
        assertThat(result.next()).hasSize(1);
        assertThat(result.next().get(0).routingKey()).isEqualTo("artifact.encrypted");
        ArtifactEncrypted message = (ArtifactEncrypted) result.next().get(0).message();
        assertThat(result.bytes()).isEqualTo(message.artifact().encrypted().size());
        return message;
    }

    private static Digest digestOf(Path file) throws IOException {
        try (var in = new DigestingInputStream(Files.newInputStream(file))) {
            in.readAllBytes();
            return in.digest();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static final class TickingClock extends Clock {

        private final Instant[] now;

        TickingClock(Instant[] now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now[0];
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
