package io.groundzero.backup.verifier.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.openpgp.SigningKey;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.SmallObjects;

/**
 * What this verifier says: JSON documents in the bucket, each with its signature beside it. What may be asked for again
 * is first written to a folder of this verifier, so that an interrupted upload goes on with the same bytes: nothing in
 * the bucket can be overwritten.
 */
public class SignedDocuments {

    private static final String SIGNATURE = ".asc";

    private final SmallObjects objects;
    private final Bucket bucket;
    private final SigningKey signer;
    private final VerificationKeys ours;
    private final Path folder;
    private final ObjectMapper json;

    /**
     * @param ours the public half of the signer
     * @param folder for this JVM alone; what lies in it outlives a restart
     */
    public SignedDocuments(SmallObjects objects, Bucket bucket, SigningKey signer, VerificationKeys ours, Path folder,
            ObjectMapper json) {
        this.objects = objects;
        this.bucket = bucket;
        this.signer = signer;
        this.ours = ours;
        this.folder = folder;
        this.json = json;
    }

    /** @param signature ASCII-armored */
    public record Signed(byte[] body, byte[] signature) {
    }

    /**
     * What lies there, if anything does; finishes an interrupted upload.
     *
     * @throws BackupException OBJECT_CONFLICT if it was not signed by this verifier's key
     */
    public Optional<Signed> find(String key) throws BackupException {
        Path pending = pending(key);
        try {
            if (Files.exists(pending)) {
                upload(key, new Signed(Files.readAllBytes(pending), Files.readAllBytes(signature(pending))));
            }
        } catch (NoSuchFileException e) {
            // without its signature: as if it had never been
            forget(key);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "cannot read " + pending + ": " + e.getMessage(), e);
        }
        Optional<byte[]> body = objects.get(key);
        return body.isEmpty() ? Optional.empty() : Optional.of(checked(key, body.get()));
    }

    /** Signs and uploads: the signature first, so that a document that can be seen is signed. */
    public Signed put(String key, Object document) throws BackupException {
        Signed signed = sign(key, document);
        try {
            Path pending = pending(key);
            DurableFiles.write(signature(pending), out -> out.write(signed.signature()));
            DurableFiles.write(pending, out -> out.write(signed.body()));
        } catch (IOException e) {
            throw new BackupException(LocalTrouble.in(e).orElse(ErrorCode.THROWAWAY_FAILED),
                    "cannot write into " + folder + ": " + e.getMessage(), e);
        }
        upload(key, signed);
        return signed;
    }

    /** Deletes the local copy once it is no longer needed. */
    public void forget(String key) throws BackupException {
        Path pending = pending(key);
        try {
            Files.deleteIfExists(pending);
            Files.deleteIfExists(signature(pending));
        } catch (IOException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "cannot delete " + pending + ": " + e.getMessage(),
                    e);
        }
    }

    public String address(String key) {
        return bucket.address(key);
    }

    /** @param key where it will lie, for the words when it cannot be written */
    public Signed sign(String key, Object document) throws BackupException {
        try {
            byte[] body = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
            return new Signed(body, signer.sign(body));
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.INTERNAL, "cannot write " + address(key), e);
        }
    }

    /** Without a local copy, for what nobody will ask for again. */
    public void upload(String key, Signed signed) throws BackupException {
        objects.put(key + SIGNATURE, signed.signature(), "application/pgp-signature");
        objects.put(key, signed.body(), "application/json");
    }

    private Signed checked(String key, byte[] body) throws BackupException {
        byte[] signature = objects.get(key + SIGNATURE).orElseThrow(
                () -> new BackupException(ErrorCode.OBJECT_CONFLICT, address(key) + " is there without a signature"));
        try {
            ours.verify(body, signature);
            return new Signed(body, signature);
        } catch (BackupException e) {
            throw new BackupException(ErrorCode.OBJECT_CONFLICT,
                    address(key) + " was not signed by this verifier's key: " + e.getMessage(), e);
        }
    }

    /** Named after the last two parts of the key: the backup, and the time with what it is. */
    private Path pending(String key) {
        int name = key.lastIndexOf('/');
        int backup = key.lastIndexOf('/', name - 1);
        return folder.resolve(key.substring(backup + 1, name) + "-" + key.substring(name + 1));
    }

    private static Path signature(Path pending) {
        return pending.resolveSibling(pending.getFileName() + SIGNATURE);
    }
}
