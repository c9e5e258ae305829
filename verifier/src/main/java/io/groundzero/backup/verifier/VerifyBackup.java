package io.groundzero.backup.verifier;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.verifier.drill.DrillReports;
import io.groundzero.backup.verifier.proof.ProofStore;
import io.groundzero.backup.verifier.proof.ProofStore.Stored;

/** The verifier's step: one signed proof for each message, however often that comes, and a report if it is a game day. */
class VerifyBackup implements Work<BackupShipped> {

    private static final Logger LOG = Logger.getLogger(VerifyBackup.class);

    private final ProofStore proofs;
    private final Verification verification;
    private final DrillReports drills;
    private final String prefix;

    VerifyBackup(ProofStore proofs, Verification verification, DrillReports drills, String prefix) {
        this.proofs = proofs;
        this.drills = drills;
        this.verification = verification;
        this.prefix = prefix;
    }

    @Override
    public Result run(BackupShipped message, Progress progress) throws BackupException {
        require(message);
        Optional<Stored> known = proofs.find(message);
        AtomicLong fetched = new AtomicLong();
        Stored stored = known.isPresent() ? known.get() : proofs.put(message, verify(message, (done, total) -> {
            fetched.set(done);
            progress.bytes(done, total);
        }));
        Proof proof = stored.proof();
        LOG.infof("%s %s: %s", proof.verdict(), proof.backupId(), proof.summary());
        return new Result(List.of(), facts(message, stored), known.isPresent() ? null : fetched.get(), () -> {
            proofs.forget(message);
            if (message.drill() != null) {
                drills.forget(message);
            }
        });
    }

    private Proof verify(BackupShipped message, Progress progress) throws BackupException {
        try {
            return verification.run(message, progress);
        } catch (Verification.Untested e) {
            LOG.warnf("INCONCLUSIVE %s: %s", message.backupId(), e.getMessage());
            throw new Failure(e, StatusEvent.Facts.proof(e.proof(), proofs.keepInconclusive(e.proof()).signed()));
        }
    }

    private StatusEvent.Facts facts(BackupShipped message, Stored stored) throws BackupException {
        return message.drill() == null
                ? StatusEvent.Facts.proof(stored.proof(), stored.signed())
                : StatusEvent.Facts.drill(stored.proof(), stored.signed(), drills.report(message, stored.proof()));
    }

    /** A message from another configuration must not refute a backup: it would be sought in the wrong place. */
    private void require(BackupShipped message) throws BackupException {
        try {
            BackupId backup = BackupId.parse(message.backupId());
            String manifest = ObjectNames.folder(prefix, backup) + ObjectNames.MANIFEST;
            if (!backup.cluster().equals(message.cluster()) || !manifest.equals(message.manifestObject())) {
                throw new IllegalArgumentException("it names " + message.manifestObject() + " as the manifest of "
                        + backup + ", cluster " + message.cluster() + "; here it would be " + manifest);
            }
            if (message.manifest() == null || message.requestedAt() == null) {
                throw new IllegalArgumentException("it lacks the manifest's digest or the time of the request");
            }
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.MESSAGE_UNREADABLE,
                    "the message makes no sense: " + e.getMessage(), e);
        }
    }
}
