package io.groundzero.backup.verifier.mutation;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.handover.Publisher;
import io.groundzero.backup.verifier.proof.SignedDocuments;
import io.groundzero.backup.verifier.proof.SignedDocuments.Signed;

/** Signed reports in the bucket, and word of them to the gateway. */
public class MutationReports {

    private static final Logger LOG = Logger.getLogger(MutationReports.class);

    private final SignedDocuments documents;
    private final String prefix;
    private final Publisher publisher;

    /** @param prefix the bucket's */
    public MutationReports(SignedDocuments documents, String prefix, Publisher publisher) {
        this.documents = documents;
        this.prefix = prefix;
        this.publisher = publisher;
    }

    /**
     * Signs, stores and reports. A bucket that is away does not keep the gateway from knowing.
     *
     * @throws BackupException if the report could not be stored, or the broker did not take it
     */
    public void put(MutationReport report) throws BackupException {
        BackupException notStored = null;
        String key = ObjectNames.mutationReport(prefix, report.at());
        Signed signed = documents.sign(key, report);
        try {
            documents.upload(key, signed);
        } catch (BackupException e) {
            LOG.errorf("%s: the report of the mutation run is not stored: %s", e.code(), e.getMessage());
            notStored = e;
        }
        publisher.publish(MutationReport.ROUTING_KEY, signed.body(),
                Map.of(MutationReport.SIGNATURE, new String(signed.signature(), StandardCharsets.US_ASCII)), null);
        if (notStored != null) {
            throw notStored;
        }
    }
}
