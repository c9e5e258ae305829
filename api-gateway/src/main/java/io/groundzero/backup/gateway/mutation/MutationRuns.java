package io.groundzero.backup.gateway.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.proof.MutationReport;

/** All tests of the verifier that the gateway has heard of. */
@ApplicationScoped
public class MutationRuns {

    private final ObjectMapper json;

    MutationRuns(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @throws IOException if it is no report
     * @throws IllegalArgumentException if it is one without a time
     */
    public MutationReport read(byte[] body) throws IOException {
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

    /** The newest run by its time. */
    @Transactional
    public Optional<MutationReport> newest() {
        return MutationRunRow.<MutationRunRow>find("order by at desc").firstResultOptional().map(row -> {
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
