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
import io.groundzero.backup.verifier.proof.Evidence;

/** Reads a backup's manifest, and believes it only if it is the shipped one, signed by the shipper. */
class Manifests {

    private final VerificationKeys signers;
    private final ObjectMapper json;

    Manifests(VerificationKeys signers, ObjectMapper json) {
        this.signers = signers;
        this.json = json;
    }

    /**
     * @throws BackupException OBJECT_MISSING, MANIFEST_INVALID or SIGNATURE_INVALID; MESSAGE_UNREADABLE if it was
     *         written by a newer version of this product
     */
    Manifest read(BackupShipped message, BackupFolder folder, Evidence evidence) throws BackupException {
        BackupId backup = BackupId.parse(message.backupId());
        String address = folder.address(ObjectNames.MANIFEST);
        byte[] body = folder.read(ObjectNames.MANIFEST)
                .orElseThrow(() -> missing(address, ErrorCode.OBJECT_MISSING));
        Digest found = digest(body);
        if (!found.equals(message.manifest())) {
            throw new BackupException(ErrorCode.MANIFEST_INVALID, address + " has " + found
                    + "; shipped was one with " + message.manifest());
        }
        byte[] signature = folder.read(ObjectNames.MANIFEST_SIGNATURE).orElseThrow(
                () -> missing(folder.address(ObjectNames.MANIFEST_SIGNATURE), ErrorCode.SIGNATURE_INVALID));
        evidence.add(ObjectNames.MANIFEST + ": " + found + ", signed by " + verify(address, body, signature));
        Manifest manifest = parse(address, body);
        if (!manifest.backupId().equals(message.backupId()) || !manifest.cluster().equals(backup.cluster())) {
            throw new BackupException(ErrorCode.MANIFEST_INVALID, address + " is the manifest of "
                    + manifest.backupId() + ", cluster " + manifest.cluster());
        }
        BackupContent.require(manifest);
        return manifest;
    }

    private String verify(String address, byte[] body, byte[] signature) throws BackupException {
        try {
            return signers.verify(body, signature);
        } catch (BackupException e) {
            throw new BackupException(e.code(), address + ": " + e.getMessage(), e);
        }
    }

    private Manifest parse(String address, byte[] body) throws BackupException {
        try {
            int version = json.readTree(body).path("schemaVersion").asInt();
            if (version > Manifest.SCHEMA_VERSION) {
                throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, address + " has schema version "
                        + version + "; this verifier knows " + Manifest.SCHEMA_VERSION + " at most");
            }
            return json.readValue(body, Manifest.class);
        } catch (IOException | RuntimeException e) {
            throw new BackupException(ErrorCode.MANIFEST_INVALID,
                    address + " is no manifest: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    private static BackupException missing(String address, ErrorCode code) {
        return new BackupException(code, address + " does not exist");
    }

    static Digest digest(byte[] bytes) {
        try {
            return new Digest(bytes.length,
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }
}
