package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.fingerprint.DatabaseFingerprint;
import io.groundzero.backup.fingerprint.Fingerprint;
import io.groundzero.backup.fingerprint.Level;

/** Defects of the backup as a whole: forged, replayed, mixed up with another one, or with too little or too much. */
final class ManifestDefects {

    private static final String SAMPLE = Material.dumpOf(SampleCluster.SAMPLE);
    private static final String SECOND = Material.dumpOf(SampleCluster.SECOND);
    private static final String STRAY = "stray";
    /** What the older backup lacks. */
    private static final String NEWER_TABLE = "shop.current_job";

    private ManifestDefects() {
    }

    static List<Mutant> all() {
        List<Mutant> mutants = new ArrayList<>(signatures());
        mutants.addAll(mixedUp());
        mutants.addAll(databases());
        return mutants;
    }

    private static List<Mutant> signatures() {
        return List.of(ObjectDefects.missing(ObjectNames.MANIFEST, ErrorCode.OBJECT_MISSING),
                new Mutant("bit flipped in the manifest", ErrorCode.MANIFEST_INVALID, ObjectNames.MANIFEST,
                        (draft, material) -> {
                            var message = draft.message();
                            ObjectDefects.change(draft, ObjectNames.MANIFEST, ObjectDefects::flippedInTheMiddle);
                            return message;
                        }),
                new Mutant("manifest changed after it was signed", ErrorCode.SIGNATURE_INVALID, ObjectNames.MANIFEST,
                        (draft, material) -> {
                            byte[] signature = draft.read(ObjectNames.MANIFEST_SIGNATURE);
                            draft.unlist(ObjectNames.CONFIGURATION);
                            var message = draft.sign();
                            draft.write(ObjectNames.MANIFEST_SIGNATURE, signature);
                            return message;
                        }),
                ObjectDefects.missing(ObjectNames.MANIFEST_SIGNATURE, ErrorCode.SIGNATURE_INVALID),
                new Mutant("bit flipped in the signature", ErrorCode.SIGNATURE_INVALID, ObjectNames.MANIFEST,
                        (draft, material) -> {
                            ObjectDefects.change(draft, ObjectNames.MANIFEST_SIGNATURE,
                                    ObjectDefects::flippedInTheMiddle);
                            return draft.message();
                        }),
                new Mutant("manifest signed again by a stranger", ErrorCode.SIGNATURE_INVALID, ObjectNames.MANIFEST,
                        (draft, material) -> draft.sign(material.keys().stranger())),
                new Mutant("signature of another backup", ErrorCode.SIGNATURE_INVALID, ObjectNames.MANIFEST,
                        (draft, material) -> {
                            draft.take(material.older(), ObjectNames.MANIFEST_SIGNATURE);
                            return draft.message();
                        }));
    }

    private static List<Mutant> mixedUp() {
        return List.of(new Mutant("old manifest replayed", ErrorCode.MANIFEST_INVALID, ObjectNames.MANIFEST,
                (draft, material) -> {
                    var message = draft.message();
                    draft.take(material.older(), ObjectNames.MANIFEST);
                    draft.take(material.older(), ObjectNames.MANIFEST_SIGNATURE);
                    return message;
                }),
                new Mutant("whole backup replaced by an older one", ErrorCode.MANIFEST_INVALID, ObjectNames.MANIFEST,
                        (draft, material) -> {
                            var message = draft.message();
                            for (var artifact : material.older().manifest().artifacts()) {
                                draft.take(material.older(), artifact.object());
                            }
                            draft.take(material.older(), ObjectNames.MANIFEST);
                            draft.take(material.older(), ObjectNames.MANIFEST_SIGNATURE);
                            return message;
                        }),
                new Mutant("manifest of another backup, taken for this one's", ErrorCode.MANIFEST_INVALID,
                        "is the manifest of ", (draft, material) -> {
                            draft.take(material.older(), ObjectNames.MANIFEST);
                            draft.take(material.older(), ObjectNames.MANIFEST_SIGNATURE);
                            return draft.message();
                        }),
                new Mutant("file swapped with another backup's", ErrorCode.OBJECT_CORRUPT, SAMPLE,
                        (draft, material) -> {
                            draft.take(material.older(), SAMPLE);
                            return draft.message();
                        }),
                new Mutant("dump of another backup, listed and signed", ErrorCode.CONTENT_DIFFERS, NEWER_TABLE,
                        (draft, material) -> takeSigned(draft, material.older(), SAMPLE)),
                new Mutant("fingerprint of another backup, listed and signed", ErrorCode.CONTENT_DIFFERS, NEWER_TABLE,
                        (draft, material) -> takeSigned(draft, material.older(), ObjectNames.FINGERPRINT)),
                new Mutant("two files swapped", ErrorCode.OBJECT_CORRUPT, ObjectNames.GLOBALS, (draft, material) -> {
                    byte[] globals = draft.read(ObjectNames.GLOBALS);
                    draft.write(ObjectNames.GLOBALS, draft.read(ObjectNames.FINGERPRINT));
                    draft.write(ObjectNames.FINGERPRINT, globals);
                    return draft.message();
                }));
    }

    private static List<Mutant> databases() {
        return List.of(
                new Mutant("dump not listed", ErrorCode.MANIFEST_INVALID, SampleCluster.SECOND, (draft, material) -> {
                    draft.unlist(SECOND);
                    return draft.sign();
                }),
                new Mutant("fingerprint not listed", ErrorCode.MANIFEST_INVALID, "FINGERPRINT", (draft, material) -> {
                    draft.unlist(ObjectNames.FINGERPRINT);
                    return draft.sign();
                }),
                new Mutant("checks not listed", ErrorCode.MANIFEST_INVALID, "CHECKS", (draft, material) -> {
                    draft.unlist(ObjectNames.CHECKS);
                    return draft.sign();
                }),
                new Mutant("fingerprint of rows only, listed and signed", ErrorCode.CONTENT_DIFFERS, "rows only",
                        (draft, material) -> {
                            material.putFingerprint(draft, rowsOnly(material.cluster().fingerprint()));
                            return draft.sign();
                        }),
                new Mutant("database missing", ErrorCode.CONTENT_DIFFERS, SampleCluster.SECOND, (draft, material) -> {
                    draft.unlist(SECOND);
                    draft.manifest(manifest -> Draft.with(manifest, manifest.databases().stream()
                            .filter(database -> !database.name().equals(SampleCluster.SECOND)).toList(),
                            manifest.artifacts()));
                    return draft.sign();
                }),
                new Mutant("database too many", ErrorCode.CONTENT_DIFFERS, STRAY, (draft, material) -> {
                    material.cluster().sql("postgres", "CREATE DATABASE " + STRAY);
                    try {
                        material.put(draft, STRAY);
                        DatabaseFacts facts = material.cluster().facts(STRAY);
                        draft.manifest(manifest -> Draft.with(manifest, plus(manifest.databases(), facts),
                                manifest.artifacts()));
                        return draft.sign();
                    } finally {
                        material.cluster().sql("postgres", "DROP DATABASE " + STRAY);
                    }
                }),
                new Mutant("level of the comparison lowered", ErrorCode.CONTENT_DIFFERS, "level full",
                        (draft, material) -> {
                            draft.manifest(ManifestDefects::withoutContent);
                            return draft.sign();
                        }));
    }

    private static BackupShipped takeSigned(Draft draft, Draft older, String object)
            throws BackupException, IOException {
        draft.take(older, object);
        draft.list(older.artifact(object));
        return draft.sign();
    }

    private static Fingerprint rowsOnly(Fingerprint whole) {
        return new Fingerprint(Fingerprint.ROWS_ONLY, whole.level(), whole.databases().stream()
                .map(database -> DatabaseFingerprint.ofRows(database.database(), database.tables(),
                        database.largeObjects()))
                .toList(), null);
    }

    private static Manifest withoutContent(Manifest whole) {
        return new Manifest(whole.schemaVersion(), whole.backupId(), whole.cluster(), whole.requestedAt(),
                whole.shippedAt(), whole.source(), whole.databases(), whole.artifacts(), whole.format(),
                Level.COUNTS.word(), whole.tools(), whole.durations(), whole.secretFiles(),
                whole.omittedDatabases(), whole.restoreGuide());
    }

    private static List<DatabaseFacts> plus(List<DatabaseFacts> databases, DatabaseFacts more) {
        List<DatabaseFacts> all = new ArrayList<>(databases);
        all.add(more);
        return all;
    }
}
