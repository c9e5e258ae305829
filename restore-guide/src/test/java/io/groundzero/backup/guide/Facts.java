package io.groundzero.backup.guide;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.manifest.SourceFacts;

/** Manifests for tests. */
final class Facts {

    static final Instant AT = Instant.parse("2026-11-23T03:00:00Z");

    private Facts() {
    }

    static Manifest manifest(SourceFacts source, List<DatabaseFacts> databases, List<EncryptedArtifact> artifacts,
            String format) {
        return new Manifest(1, "main-20261123T030000Z", "main", AT, AT.plusSeconds(20), source, databases, artifacts,
                format, "counts", Map.of("pg_dump", "15.14"), Map.of("dump", 8000L, "encrypt", 3000L, "ship", 4000L),
                List.of());
    }

    static SourceFacts source(String superuser, String collate) {
        return new SourceFacts("15.14", 15, null, "7412345678901234567", superuser, "UTF8", "libc", collate, collate,
                null, true, Map.of());
    }

    static DatabaseFacts database(String name, Map<String, String> extensions) {
        return new DatabaseFacts(name, AT.plusSeconds(1), "0/1A2B3C4D", "UTF8", "libc", "C.UTF-8", "C.UTF-8", null,
                null, extensions, List.of());
    }

    static EncryptedArtifact artifact(String name, ArtifactKind kind, String object, Digest encrypted) {
        return new EncryptedArtifact(name, kind, object, new Digest(1000, "a".repeat(64)), encrypted,
                List.of("0123456789ABCDEF0123456789ABCDEF01234567"));
    }
}
