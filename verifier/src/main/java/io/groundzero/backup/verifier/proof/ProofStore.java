package io.groundzero.backup.verifier.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.openpgp.SigningKey;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.SmallObjects;

/**
 * Signed proofs in the bucket. A proof and its signature are first written to a folder of this verifier, so that an
 * interrupted upload goes on with the same bytes: nothing in the bucket can be overwritten.
 */
public class ProofStore {

    private static final Logger LOG = Logger.getLogger(ProofStore.class);
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
    public ProofStore(SmallObjects objects, Bucket bucket, SigningKey signer, VerificationKeys ours, Path folder,
            ObjectMapper json) {
        this.objects = objects;
        this.bucket = bucket;
        this.signer = signer;
        this.ours = ours;
        this.folder = folder;
        this.json = json;
    }

    /**
     * The proof that answers this message, if there is one; finishes an interrupted upload.
     *
     * @throws BackupException OBJECT_CONFLICT if what lies there was not signed by this verifier's key or is about
     *         something else
     */
    public Optional<Proof> find(BackupShipped message) throws BackupException {
        Path pending = pending(message);
        try {
            if (Files.exists(pending)) {
                upload(message, Files.readAllBytes(pending), Files.readAllBytes(signature(pending)));
            }
        } catch (NoSuchFileException e) {
            // written, but not yet signed: as if it had never been
            forget(message);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "cannot read " + pending + ": " + e.getMessage(), e);
        }
        Optional<byte[]> body = objects.get(key(message));
        return body.isEmpty() ? Optional.empty() : Optional.of(checked(message, body.get()));
    }

    /** Signs and uploads: the signature first, so that a proof that can be seen is signed. */
    public void put(BackupShipped message, Proof proof) throws BackupException {
        try {
            byte[] body = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(proof);
            byte[] signature = signer.sign(body);
            Path pending = pending(message);
            DurableFiles.write(signature(pending), out -> out.write(signature));
            DurableFiles.write(pending, out -> out.write(body));
            upload(message, body, signature);
        } catch (IOException e) {
            throw new BackupException(LocalTrouble.in(e).orElse(ErrorCode.THROWAWAY_FAILED),
                    "cannot write the proof into " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Signs and uploads a proof that decides nothing, beside where the final one will lie. What kept the backup from being
     * tested may keep this from being stored, too; then the gateway alone has it.
     */
    public void keepInconclusive(Proof proof) {
        String key = ObjectNames.inconclusiveProof(bucket.prefix(), BackupId.parse(proof.backupId()),
                proof.requestedAt(), proof.finishedAt());
        try {
            byte[] body = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(proof);
            objects.put(key + SIGNATURE, signer.sign(body), "application/pgp-signature");
            objects.put(key, body, "application/json");
        } catch (BackupException | IOException e) {
            LOG.warnf("%s cannot be stored: %s", bucket.address(key), e.getMessage());
        }
    }

    /** Deletes the local copy once it is no longer needed. */
    public void forget(BackupShipped message) throws BackupException {
        Path pending = pending(message);
        try {
            Files.deleteIfExists(pending);
            Files.deleteIfExists(signature(pending));
        } catch (IOException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "cannot delete " + pending + ": " + e.getMessage(),
                    e);
        }
    }

    private void upload(BackupShipped message, byte[] body, byte[] signature) throws BackupException {
        objects.put(key(message) + SIGNATURE, signature, "application/pgp-signature");
        objects.put(key(message), body, "application/json");
    }

    private Proof checked(BackupShipped message, byte[] body) throws BackupException {
        String address = bucket.address(key(message));
        byte[] signature = objects.get(key(message) + SIGNATURE).orElseThrow(
                () -> new BackupException(ErrorCode.OBJECT_CONFLICT, address + " is there without a signature"));
        try {
            ours.verify(body, signature);
            Proof proof = json.readValue(body, Proof.class);
            if (answers(proof, message)) {
                return proof;
            }
            throw new BackupException(ErrorCode.OBJECT_CONFLICT,
                    address + " is " + proof.verdict() + " about " + proof.backupId() + " with the manifest "
                            + proof.manifest() + ", asked for at " + proof.requestedAt()
                            + ": it was copied there, and is no answer to " + message.requestedAt());
        } catch (BackupException e) {
            throw e.code() == ErrorCode.SIGNATURE_INVALID
                    ? new BackupException(ErrorCode.OBJECT_CONFLICT,
                            address + " was not signed by this verifier's key: " + e.getMessage(), e)
                    : e;
        } catch (IOException e) {
            throw new BackupException(ErrorCode.OBJECT_CONFLICT, address + " is no proof: " + e.getMessage(), e);
        }
    }

    /**
     * Whoever may write to the bucket could copy an older proof of the same backup, as validly signed, to where a new one
     * belongs; so the time inside counts, to the second as in the name. What decides nothing never lies there.
     */
    private static boolean answers(Proof proof, BackupShipped message) {
        return proof.backupId().equals(message.backupId()) && proof.manifest().equals(message.manifest())
                && proof.requestedAt().truncatedTo(ChronoUnit.SECONDS)
                        .equals(message.requestedAt().truncatedTo(ChronoUnit.SECONDS))
                && proof.verdict() != Verdict.INCONCLUSIVE;
    }

    private String key(BackupShipped message) {
        return ObjectNames.proof(bucket.prefix(), BackupId.parse(message.backupId()), message.requestedAt());
    }

    private Path pending(BackupShipped message) {
        String key = key(message);
        return folder.resolve(message.backupId() + "-" + key.substring(key.lastIndexOf('/') + 1));
    }

    private static Path signature(Path pending) {
        return pending.resolveSibling(pending.getFileName() + SIGNATURE);
    }
}
