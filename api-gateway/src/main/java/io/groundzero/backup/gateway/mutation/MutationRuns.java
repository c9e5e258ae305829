package io.groundzero.backup.gateway.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.gateway.backup.Clocks;
import io.groundzero.backup.gateway.signature.VerifierKeys;

/** All tests of the verifier that the gateway has heard of. */
@ApplicationScoped
public class MutationRuns {

    private final VerifierKeys verifiers;
    private final ObjectMapper json;
    private final Clock clock;

    MutationRuns(VerifierKeys verifiers, ObjectMapper json, Clock clock) {
        this.verifiers = verifiers;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param signature of the body, as {@link MutationReport#SIGNATURE} has it; may be null
     * @throws IOException if it is no report
     * @throws IllegalArgumentException if no verifier signed it, or if it is one without a time
     */
    public MutationReport read(byte[] body, Object signature) throws IOException {
        if (verifiers.signer(body, signature == null ? null : signature.toString()).isEmpty()) {
            throw new IllegalArgumentException("it is signed by none of the keys of GZ_GATEWAY_VERIFIER_KEYS");
        }
        MutationReport report = json.readValue(body, MutationReport.class);
        if (report == null || report.at() == null) {
            throw new IllegalArgumentException("a mutation report without a time");
        }
        return report;
    }

    /** Takes a report in, however often it comes. */
    @Transactional
    public void apply(MutationReport report) {
        MutationRunRow row = new MutationRunRow();
        // what a timestamp of the database holds
        row.at = report.at().truncatedTo(ChronoUnit.MICROS);
        row.passed = report.passed();
        row.document = write(report);
        if (MutationRunRow.findById(row.at) == null) {
            row.persist();
        }
    }

    /** The newest run by its time, which is not of the future. */
    @Transactional
    public Optional<MutationReport> newest() {
        return MutationRunRow.<MutationRunRow>find("at <= ?1 order by at desc", Clocks.latest(clock.instant()))
                .firstResultOptional().map(row -> {
                    try {
                        return json.readValue(row.document, MutationReport.class);
                    } catch (JsonProcessingException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private String write(MutationReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
