package io.groundzero.backup.shipper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.OmittedDatabase;
import io.groundzero.backup.contracts.manifest.SourceFacts;
import io.groundzero.backup.contracts.message.ArtifactEncrypted;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.shipper.LocalStore.Settings;
import io.groundzero.backup.shipper.manifest.Commit;
import io.groundzero.backup.shipper.manifest.ManifestSigner;
import io.groundzero.backup.shipper.upload.Uploads;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.SmallObjects;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;

/** A volume on which a dump lies encrypted, as dumper and encryptor leave it, and a shipper for it. */
public class Fixture {

    private static final int MIB = 1 << 20;

    final BackupId backup;
    final VolumePaths volume;
    final List<ArtifactEncrypted> messages = new ArrayList<>();
    private final Settings settings;
    private final Path signingKey;
    private final S3Client healthy;
    private final ObjectMapper json = WireFormat.mapper();

    Fixture(Path root, Settings settings, Path signingKey, int number) throws IOException {
        this.backup = new BackupId("main", Instant.parse("2026-11-23T03:00:00Z").plusSeconds(number));
        this.volume = new VolumePaths(root);
        this.settings = settings;
        this.signingKey = signingKey;
        this.healthy = LocalStore.client(settings);
        Files.createDirectories(volume.work(backup));
        Files.createDirectories(volume.backup(backup));
        List<DumpedArtifact> dumped = new ArrayList<>();
        dumped.add(artifact("globals", ArtifactKind.GLOBALS, ObjectNames.GLOBALS, 1000));
        dumped.add(artifact("app", ArtifactKind.DATABASE, ObjectNames.directoryDumpCompressed("app"), 6 * MIB));
        dumped.add(artifact("a b", ArtifactKind.DATABASE, ObjectNames.directoryDumpCompressed("a b"), 2000));
        Files.writeString(volume.dumpRecord(backup), json.writeValueAsString(record(dumped)));
    }

    String folder() {
        return ObjectNames.folder(settings.prefix().orElse(""), backup);
    }

    Path local(String object) {
        return volume.backup(backup).resolve(object);
    }

    /** A shipper as after a start: nothing is remembered. */
    ShipArtifact shipper(ExecutionInterceptor... interceptors) {
        S3Client client = interceptors.length == 0 ? healthy : LocalStore.client(settings, interceptors);
        Bucket bucket = new Bucket(client, settings);
        Clock clock = Clock.systemUTC();
        ManifestSigner signer = new ManifestSigner(signingKey, Optional.empty(), clock);
        Uploads uploads = new Uploads(client, settings, bucket, 5L * MIB, 2);
        return new ShipArtifact(volume, bucket.prefix(), uploads, new Notes(volume, json),
                new Commit(volume, bucket, new SmallObjects(client, settings, bucket), signer, json), clock);
    }

    private DumpedArtifact artifact(String name, ArtifactKind kind, String object, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(local(object), bytes);
        Digest plain = new Digest(5, "a".repeat(64));
        messages.add(new ArtifactEncrypted(backup.toString(), backup.cluster(),
                new EncryptedArtifact(name, kind, object, plain, new Digest(size, sha256(bytes)),
                        List.of("0123456789ABCDEF0123456789ABCDEF01234567")),
                volume.relative(local(object)), 1500));
        return new DumpedArtifact(name, kind, object, "work/" + backup + "/" + name, false, true,
                new Digest(7, "c".repeat(64)));
    }

    private DumpRecord record(List<DumpedArtifact> dumped) {
        Instant at = backup.time();
        return new DumpRecord(backup.toString(), backup.cluster(), at, at, at.plus(Duration.ofSeconds(9)),
                new SourceFacts("15.14", 15, null, "7", "postgres", "UTF8", "libc", "C.UTF-8", "C.UTF-8", null, false,
                        Map.of()),
                List.of(new DatabaseFacts("app", at, "0/1", "UTF8", "libc", "C.UTF-8", "C.UTF-8", null, null,
                        Map.of("pg_trgm", "1.6"), List.of())),
                dumped, "directory", "counts", Map.of("pg_dump", "15.14", "dumper", "0.1.0"), List.of(),
                List.of(new OmittedDatabase("drafts", "it is a template")));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
