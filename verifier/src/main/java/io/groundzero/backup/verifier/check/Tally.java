package io.groundzero.backup.verifier.check;

import java.util.ArrayList;
import java.util.List;

import io.groundzero.backup.checks.Judgement;

/** What the checks of one verification came to. */
class Tally {

    private final List<String> failed = new ArrayList<>();
    private final List<String> unavailable = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private final List<String> good = new ArrayList<>();
    private int notApplicable;
    private int passed;
    private int acted;
    private int repaired;

    /** Takes over what another one holds. */
    void add(Tally other) {
        failed.addAll(other.failed);
        unavailable.addAll(other.unavailable);
        findings.addAll(other.findings);
        good.addAll(other.good);
        notApplicable += other.notApplicable;
        passed += other.passed;
        acted += other.acted;
        repaired += other.repaired;
    }

    void judged(Judgement judgement) {
        switch (judgement.status()) {
            case FAILED -> failed.add(judgement.sentence());
            case UNAVAILABLE -> unavailable.add(judgement.sentence());
            case FINDING -> findings.add(judgement.sentence());
            case NOT_APPLICABLE -> notApplicable++;
            case PASSED -> {
                passed++;
                good.add(judgement.sentence());
            }
        }
    }

    void failed(String sentence) {
        failed.add(sentence);
    }

    void unavailable(String sentence) {
        unavailable.add(sentence);
    }

    void finding(String sentence) {
        findings.add(sentence);
    }

    void notApplicable() {
        notApplicable++;
    }

    void acted(String sentence) {
        acted++;
        good.add(sentence);
    }

    void repaired(String sentence) {
        repaired++;
        good.add(sentence);
    }

    List<String> failed() {
        return failed;
    }

    List<String> unavailable() {
        return unavailable;
    }

    List<String> findings() {
        return findings;
    }

    int passed() {
        return passed;
    }

    int acted() {
        return acted;
    }

    int repaired() {
        return repaired;
    }

    /** For the proof, the bad ones first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(failed);
        lines.addAll(unavailable);
        findings.forEach(finding -> lines.add("finding: " + finding));
        lines.addAll(good);
        lines.add(notApplicable + " times a check, smoke test or repair does not apply to a database");
        return lines;
    }
}
