package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import io.groundzero.backup.archive.DigestingOutputStream;
import io.groundzero.backup.archive.TarArchive;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.message.ArtifactDumped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.VolumePaths;

/** What the dumper leaves on the volume. */
final class TestDump {

    static final BackupId BACKUP = BackupId.parse("main-20261123T030000Z");

    private final VolumePaths volume;
    private final BackupId backup;

    TestDump(VolumePaths volume, BackupId backup) {
        this.volume = volume;
        this.backup = backup;
    }

    ArtifactDumped directory(boolean compress) throws IOException {
        Path directory = Files.createDirectories(volume.work(backup).resolve("app.dir"));
        Files.writeString(directory.resolve("toc.dat"), "contents");
        byte[] rows = new byte[1_000_000];
        new Random(1).nextBytes(rows);
        Files.write(directory.resolve("1.dat.zst"), rows);
        return message("app", ArtifactKind.DATABASE, compress ? "app.dir.tar.zst.gpg" : "app.dir.tar.gpg", directory,
                true, compress, digest(directory));
    }

    ArtifactDumped globals(String sql) throws IOException {
        Path file = Files.createDirectories(volume.work(backup)).resolve("globals.sql");
        Files.writeString(file, sql);
        DigestingOutputStream digest = new DigestingOutputStream(OutputStream.nullOutputStream());
        digest.write(sql.getBytes(StandardCharsets.UTF_8));
        return message("globals", ArtifactKind.GLOBALS, "globals.sql.zst.gpg", file, false, true, digest.digest());
    }

    ArtifactDumped message(String name, ArtifactKind kind, String object, Path path, boolean directory,
            boolean compress, Digest content) {
        return new ArtifactDumped(backup.toString(), backup.cluster(),
                new DumpedArtifact(name, kind, object, volume.relative(path), directory, compress, content));
    }

    static Digest digest(Path directory) throws IOException {
        DigestingOutputStream digest = new DigestingOutputStream(OutputStream.nullOutputStream());
        TarArchive.write(directory, digest);
        return digest.digest();
    }
}
