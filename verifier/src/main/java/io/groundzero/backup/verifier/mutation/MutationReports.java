package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.util.Map;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.handover.Publisher;
import io.groundzero.backup.verifier.proof.SignedDocuments;

/** Signed reports in the bucket, and word of them to the gateway. */
public class MutationReports {

    private static final Logger LOG = Logger.getLogger(MutationReports.class);

    private final SignedDocuments documents;
    private final String prefix;
    private final Publisher publisher;
    private final ObjectMapper json;

    /** @param prefix the bucket's */
    public MutationReports(SignedDocuments documents, String prefix, Publisher publisher, ObjectMapper json) {
        this.documents = documents;
        this.prefix = prefix;
        this.publisher = publisher;
        this.json = json;
    }

    /**
     * Signs, stores and reports. A bucket that is away does not keep the gateway from knowing.
     *
     * @throws BackupException if the report could not be stored, or the broker did not take it
     */
    public void put(MutationReport report) throws BackupException {
        BackupException notStored = null;
        try {
            documents.putAtOnce(ObjectNames.mutationReport(prefix, report.at()), report);
        } catch (BackupException e) {
            LOG.errorf("%s: the report of the mutation run is not stored: %s", e.code(), e.getMessage());
            notStored = e;
        }
        try {
            publisher.publish(MutationReport.ROUTING_KEY, json.writeValueAsBytes(report), Map.of(), null);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.INTERNAL, "cannot write a mutation report", e);
        }
        if (notStored != null) {
            throw notStored;
        }
    }
}
