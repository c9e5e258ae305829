package io.groundzero.backup.handover.doctor;

import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.handover.doctor.Finding.Kind;

/** What a check finds, line by line: what it has found before it fails or runs out of time is kept. */
public final class Findings {

    private final List<Finding> list = new ArrayList<>();

    /** A question that is answered with words if all is well, and else with an exception. */
    @FunctionalInterface
    public interface Question {
        String answer() throws Exception;
    }

    public void ok(String subject, String words) {
        add(new Finding(Kind.OK, subject, words, ""));
    }

    /** @param advice what to do about it */
    public void warn(String subject, String words, String advice) {
        add(new Finding(Kind.WARN, subject, words, advice));
    }

    /** @param advice what to do about it */
    public void fail(String subject, String words, String advice) {
        add(new Finding(Kind.FAIL, subject, words, advice));
    }

    /** Something did not work, and its exception says what. */
    public void failed(String subject, Throwable failure) {
        add(Failures.finding(subject, failure));
    }

    /**
     * Asks, and goes on whatever the answer is.
     *
     * @return whether all is well
     */
    public boolean ask(String subject, Question question) {
        try {
            ok(subject, question.answer());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(subject, e);
        } catch (Exception | LinkageError e) {
            failed(subject, e);
        }
        return false;
    }

    synchronized List<Finding> list() {
        return List.copyOf(list);
    }

    private synchronized void add(Finding finding) {
        list.add(finding);
    }
}
