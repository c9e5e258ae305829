package io.groundzero.backup.verifier.mutation;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.proof.MutationReport;

/** One mutation run of the service, and its report. */
public class NightlyRun {

    private static final Logger LOG = Logger.getLogger(NightlyRun.class);

    private final MutationRun run;
    private final MutationReports reports;
    private final Workshop workshop;
    private volatile Thread running;

    public NightlyRun(MutationRun run, MutationReports reports, Workshop workshop) {
        this.run = run;
        this.reports = reports;
        this.workshop = workshop;
    }

    /** Removes what a killed verifier left. Before the first run. */
    public void clear() throws BackupException {
        workshop.clear();
    }

    /** Runs and reports. Nothing is thrown: whatever goes wrong is in the report, or in the log if that is lost. */
    public void start() {
        running = Thread.currentThread();
        try {
            LOG.info("mutation run: the verifier is tested");
            MutationReport report = run.run(NightlyRun::tell);
            if (report.passed()) {
                LOG.infof("mutation run passed: %s", report.summary());
            } else {
                LOG.errorf("mutation run FAILED: %s", report.summary());
            }
            reports.put(report);
        } catch (BackupException e) {
            LOG.errorf(e, "%s: mutation run: %s", e.code(), e.getMessage());
        } finally {
            running = null;
        }
    }

    /** Ends a run that is under way, without a report: the verifier stops. */
    public void stop() {
        Thread thread = running;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private static void tell(MutationReport.Trial trial) {
        if (!trial.right()) {
            LOG.errorf("mutation run: \"%s\" was judged %s %s instead of %s: %s", trial.name(), trial.verdict(),
                    trial.code(), trial.expectedCode() == null ? "PROVEN" : "REFUTED " + trial.expectedCode(),
                    trial.summary());
        }
    }
}
