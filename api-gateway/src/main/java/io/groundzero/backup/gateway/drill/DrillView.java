package io.groundzero.backup.gateway.drill;

import java.time.Instant;
import java.util.List;

import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.drill.Forecast;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.proof.Verdict;

/**
 * A game day as the API shows it.
 *
 * @param id its id
 * @param cluster whose loss was rehearsed
 * @param backup the backup that is restored
 * @param requestedAt when it was asked for
 * @param requestedBy {@code schedule}, {@code api}, {@code mcp}, or {@code unknown}
 * @param state where it stands
 * @param verdict of the backup; null before there is a report
 * @param summary one sentence; null before there is a report
 * @param rto against its target; null before there is a report
 * @param rpo data that would have been lost, against its target; null before there is a report
 * @param phases what was done; null in lists and before there is a report
 * @param forecast when the RTO's target will be exceeded; null in lists and before there is a report
 * @param code what hinders it, while it is tried again or was given up
 * @param cause in words
 * @param remedy what a person does about it
 */
public record DrillView(String id, String cluster, String backup, Instant requestedAt, String requestedBy,
        DrillState state, Verdict verdict, String summary, DrillReport.Measure rto, DrillReport.Measure rpo,
        List<DrillReport.Phase> phases, Forecast forecast, String code, String cause, String remedy) {

    /** @param report what it found, or null */
    static DrillView of(DrillRow row, DrillReport report) {
        return view(row, report, report == null ? null : report.phases(), report == null ? null : report.forecast());
    }

    static DrillView brief(DrillRow row, DrillReport report) {
        return view(row, report, null, null);
    }

    private static DrillView view(DrillRow row, DrillReport report, List<DrillReport.Phase> phases,
            Forecast forecast) {
        boolean known = report != null;
        return new DrillView(row.id, row.cluster, row.backupId, row.requestedAt, row.requestedBy, row.state,
                known ? report.verdict() : null, known ? report.summary() : null, known ? report.rto() : null,
                known ? report.rpo() : null, phases, forecast, row.code, row.cause, remedy(row.code));
    }

    private static String remedy(String code) {
        try {
            return code == null ? null : ErrorCode.valueOf(code).remedy();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
