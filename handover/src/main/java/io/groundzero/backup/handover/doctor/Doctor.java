package io.groundzero.backup.handover.doctor;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.groundzero.backup.handover.doctor.Finding.Kind;

/** Runs checks, all at the same time, and prints what they find, one after the other. */
final class Doctor {

    private final Duration limit;
    private final PrintStream out;

    /** @param limit of each check */
    Doctor(Duration limit, PrintStream out) {
        this.limit = limit;
        this.out = out;
    }

    private record Examination(Check check, Findings findings, Future<?> future) {
    }

    /** @return whether nothing failed */
    boolean run(List<Check> checks) throws InterruptedException {
        // a check that hangs must keep neither the others nor the end of the program
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "doctor");
            thread.setDaemon(true);
            return thread;
        });
        try {
            long end = System.nanoTime() + limit.toNanos();
            List<Examination> examinations = new ArrayList<>();
            for (Check check : checks) {
                Findings findings = new Findings();
                examinations.add(new Examination(check, findings, threads.submit(() -> {
                    check.look().at(findings);
                    return null;
                })));
            }
            boolean well = true;
            for (Examination examination : examinations) {
                well &= print(await(examination, end));
            }
            return well;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Finding> await(Examination examination, long end) throws InterruptedException {
        String subject = examination.check().subject();
        try {
            examination.future().get(Math.max(end - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            examination.findings().failed(subject, e.getCause());
        } catch (TimeoutException e) {
            examination.findings().fail(subject, "no answer within " + limit.toSeconds() + " s",
                    "See whether something between here and there drops packets, or the other side is overloaded.");
        }
        return examination.findings().list();
    }

    private boolean print(List<Finding> findings) {
        findings.forEach(finding -> finding.lines().forEach(out::println));
        return findings.stream().noneMatch(finding -> finding.kind() == Kind.FAIL);
    }
}
