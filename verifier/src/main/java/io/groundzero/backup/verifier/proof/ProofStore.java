package io.groundzero.backup.verifier.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.StatusEvent.SignedReport;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.verifier.proof.SignedDocuments.Signed;

/** Signed proofs in the bucket: one for each message that asks for one, however often that comes. */
public class ProofStore {

    private static final Logger LOG = Logger.getLogger(ProofStore.class);

    private final SignedDocuments documents;
    private final String prefix;
    private final ObjectMapper json;

    /** @param prefix the bucket's */
    public ProofStore(SignedDocuments documents, String prefix, ObjectMapper json) {
        this.documents = documents;
        this.prefix = prefix;
        this.json = json;
    }

    /**
     * A proof.
     *
     * @param signed the same as it was signed
     */
    public record Stored(Proof proof, SignedReport signed) {

        private static Stored of(Proof proof, Signed signed) {
            return new Stored(proof, new SignedReport(new String(signed.body(), UTF_8),
                    new String(signed.signature(), UTF_8)));
        }
    }

    /**
     * The proof that answers this message, if there is one; finishes an interrupted upload.
     *
     * @throws BackupException OBJECT_CONFLICT if what lies there was not signed by this verifier's key or is about
     *         something else
     */
    public Optional<Stored> find(BackupShipped message) throws BackupException {
        Optional<Signed> known = documents.find(key(message));
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(Stored.of(checked(message, known.get().body()), known.get()));
    }

    /** Returns when it is in the bucket. */
    public Stored put(BackupShipped message, Proof proof) throws BackupException {
        return Stored.of(proof, documents.put(key(message), proof));
    }

    /**
     * Stores a proof that decides nothing, beside where the final one will lie. What kept the backup from being tested may
     * keep this from being stored, too; then the gateway alone has it.
     */
    public Stored keepInconclusive(Proof proof) throws BackupException {
        String key = ObjectNames.inconclusiveProof(prefix, BackupId.parse(proof.backupId()), proof.requestedAt(),
                proof.finishedAt());
        Signed signed = documents.sign(key, proof);
        try {
            documents.upload(key, signed);
        } catch (BackupException e) {
            LOG.warnf("%s cannot be stored: %s", documents.address(key), e.getMessage());
        }
        return Stored.of(proof, signed);
    }

    /** Deletes the local copy once it is no longer needed. */
    public void forget(BackupShipped message) throws BackupException {
        documents.forget(key(message));
    }

    private Proof checked(BackupShipped message, byte[] body) throws BackupException {
        String address = documents.address(key(message));
        try {
            Proof proof = json.readValue(body, Proof.class);
            if (answers(proof, message)) {
                return proof;
            }
            throw new BackupException(ErrorCode.OBJECT_CONFLICT,
                    address + " is " + proof.verdict() + " about " + proof.backupId() + " with the manifest "
                            + proof.manifest() + ", asked for at " + proof.requestedAt()
                            + ": it was copied there, and is no answer to " + message.requestedAt());
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
        return ObjectNames.proof(prefix, BackupId.parse(message.backupId()), message.requestedAt());
    }
}
