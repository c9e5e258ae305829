package io.groundzero.backup.verifier;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;

/**
 * A mutation run by hand, without broker, bucket and configuration: a line for each trial, then the verdict. Arguments:
 * a scratch folder of its own, and the throwaway user. Exit code 0 only if the run passed.
 */
public final class MutationMain {

    private static final int JOBS = 1;
    private static final int WIDTH = 240;

    private MutationMain() {
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Account account = Account.named(arguments[1])
                .orElseThrow(() -> new IllegalStateException("there is no user " + arguments[1]));
        Sandbox sandbox = new LocalSandbox(Isolation.NAMESPACES, account, List.of(), folder);
        ObjectMapper json = WireFormat.mapper();
        MutationReport report;
        try (Scratch scratch = Scratch.open(folder, sandbox)) {
            report = MutationParts.run(scratch, sandbox, List.of(), JOBS, new Compare(json, JOBS), json,
                    Clock.systemUTC()).run(MutationMain::print);
        }
        System.out.println();
        report.wrong().forEach(name -> System.out.println("WRONG  " + name));
        System.out.printf("%s: %s (PostgreSQL %s, %.0f s)%n", report.passed() ? "PASSED" : "FAILED",
                report.summary(), report.postgresVersion(), report.durationMillis() / 1000.0);
        System.exit(report.passed() ? 0 : 1);
    }

    private static void print(MutationReport.Trial trial) {
        String expected = trial.expectedCode() == null
                ? "PROVEN"
                : "REFUTED " + trial.expectedCode() + " naming " + trial.expectedWords();
        String said = trial.verdict() + (trial.code() == null ? "" : " " + trial.code()) + ": " + trial.summary();
        String line = (trial.right() ? "ok     " : "WRONG  ") + trial.name() + ": " + said.replace('\n', ' ');
        System.out.println(trial.right() && line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line);
        if (!trial.right()) {
            System.out.println("       expected was " + expected);
        }
    }
}
