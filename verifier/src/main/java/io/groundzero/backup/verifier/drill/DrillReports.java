package io.groundzero.backup.verifier.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.StatusEvent.SignedReport;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.verifier.proof.SignedDocuments;
import io.groundzero.backup.verifier.proof.SignedDocuments.Signed;

/** The reports of game days: one signed report for each message that carries a drill, however often that comes. */
public class DrillReports {

    private final SignedDocuments documents;
    private final SmallObjects objects;
    private final String prefix;
    private final ObjectMapper json;

    /** @param prefix the bucket's */
    public DrillReports(SignedDocuments documents, SmallObjects objects, String prefix, ObjectMapper json) {
        this.documents = documents;
        this.objects = objects;
        this.prefix = prefix;
        this.json = json;
    }

    /**
     * Returns when the report is in the bucket.
     *
     * @param message with a drill
     * @param proof the one that is in the bucket already
     */
    public SignedReport report(BackupShipped message, Proof proof) throws BackupException {
        String key = key(message);
        Optional<Signed> known = documents.find(key);
        Signed signed = known.isPresent() ? known.get() : documents.put(key, write(message, proof));
        require(key, signed, message);
        return new SignedReport(new String(signed.body(), UTF_8), new String(signed.signature(), UTF_8));
    }

    /** Deletes the local copy once the gateway has it. */
    public void forget(BackupShipped message) throws BackupException {
        documents.forget(key(message));
    }

    private DrillReport write(BackupShipped message, Proof proof) throws BackupException {
        String key = ObjectNames.proof(prefix, BackupId.parse(message.backupId()), message.requestedAt());
        byte[] stored = objects.get(key).orElseThrow(() -> new BackupException(ErrorCode.BUCKET_UNREACHABLE,
                documents.address(key) + " was written, but is not there"));
        return DrillFindings.of(message, proof, new DrillReport.StoredObject(key, digest(stored)), size(message));
    }

    /** Of the artifacts, as the manifest names them; null if that is not the one that was shipped. */
    private Long size(BackupShipped message) throws BackupException {
        Optional<byte[]> body = objects.get(message.manifestObject());
        if (body.isEmpty() || !digest(body.get()).equals(message.manifest())) {
            return null;
        }
        try {
            return json.readValue(body.get(), Manifest.class).artifacts().stream()
                    .mapToLong(artifact -> artifact.encrypted().size()).sum();
        } catch (IOException e) {
            return null;
        }
    }

    private void require(String key, Signed signed, BackupShipped message) throws BackupException {
        try {
            DrillReport report = json.readValue(signed.body(), DrillReport.class);
            if (!message.drillId().equals(report.id()) || !message.backupId().equals(report.backupId())) {
                throw new BackupException(ErrorCode.OBJECT_CONFLICT, documents.address(key) + " is the report of "
                        + report.id() + " about " + report.backupId() + ", not of " + message.drillId());
            }
        } catch (IOException e) {
            throw new BackupException(ErrorCode.OBJECT_CONFLICT,
                    documents.address(key) + " is no report of a drill: " + e.getMessage(), e);
        }
    }

    private String key(BackupShipped message) {
        return ObjectNames.drillReport(prefix, BackupId.parse(message.backupId()), message.requestedAt());
    }

    private static Digest digest(byte[] bytes) {
        try {
            return new Digest(bytes.length,
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }
}
