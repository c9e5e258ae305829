package io.groundzero.backup.verifier.fetch;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.verifier.proof.Evidence;

/** Reads a backup's manifest, and believes it only if it is the shipped one, signed by the shipper. */
class Manifests {

    private final SmallObjects objects;
    private final Bucket bucket;
    private final VerificationKeys signers;
    private final ObjectMapper json;

    Manifests(SmallObjects objects, Bucket bucket, VerificationKeys signers, ObjectMapper json) {
        this.objects = objects;
        this.bucket = bucket;
        this.signers = signers;
        this.json = json;
    }

    /**
     * @throws BackupException OBJECT_MISSING, MANIFEST_INVALID or SIGNATURE_INVALID; MESSAGE_UNREADABLE if it was
     *         written by a newer version of this product
     */
    Manifest read(BackupShipped message, Evidence evidence) throws BackupException {
        BackupId backup = BackupId.parse(message.backupId());
        String folder = ObjectNames.folder(bucket.prefix(), backup);
        String key = folder + ObjectNames.MANIFEST;
        byte[] body = objects.get(key).orElseThrow(() -> missing(key, ErrorCode.OBJECT_MISSING));
        Digest found = new Digest(body.length, sha256(body));
        if (!found.equals(message.manifest())) {
            throw new BackupException(ErrorCode.MANIFEST_INVALID, bucket.address(key) + " has " + found
                    + "; shipped was one with " + message.manifest());
        }
        String signatureKey = folder + ObjectNames.MANIFEST_SIGNATURE;
        byte[] signature = objects.get(signatureKey)
                .orElseThrow(() -> missing(signatureKey, ErrorCode.SIGNATURE_INVALID));
        evidence.add(ObjectNames.MANIFEST + ": " + found + ", signed by " + verify(key, body, signature));
        Manifest manifest = parse(key, body);
        if (!manifest.backupId().equals(message.backupId()) || !manifest.cluster().equals(backup.cluster())) {
            throw new BackupException(ErrorCode.MANIFEST_INVALID, bucket.address(key) + " is the manifest of "
                    + manifest.backupId() + ", cluster " + manifest.cluster());
        }
        BackupContent.require(manifest);
        return manifest;
    }

    private String verify(String key, byte[] body, byte[] signature) throws BackupException {
        try {
            return signers.verify(body, signature);
        } catch (BackupException e) {
            throw new BackupException(e.code(), bucket.address(key) + ": " + e.getMessage(), e);
        }
    }

    private Manifest parse(String key, byte[] body) throws BackupException {
        try {
            int version = json.readTree(body).path("schemaVersion").asInt();
            if (version > Manifest.SCHEMA_VERSION) {
                throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, bucket.address(key) + " has schema version "
                        + version + "; this verifier knows " + Manifest.SCHEMA_VERSION + " at most");
            }
            return json.readValue(body, Manifest.class);
        } catch (IOException | RuntimeException e) {
            throw new BackupException(ErrorCode.MANIFEST_INVALID,
                    bucket.address(key) + " is no manifest: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private BackupException missing(String key, ErrorCode code) {
        return new BackupException(code, bucket.address(key) + " does not exist");
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }
}
