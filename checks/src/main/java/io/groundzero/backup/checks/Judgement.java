package io.groundzero.backup.checks;

/**
 * What a check says about a backup: what it found on the copy beside what it found on the source. What was wrong on
 * the source already is a finding about the application, and no fault of the backup. Pure logic.
 *
 * @param sentence for the proof
 */
public record Judgement(Status status, String sentence) {

    /** How much a check's outcome weighs. */
    public enum Status {
        NOT_APPLICABLE, PASSED,
        /** Wrong, but not the backup's fault. */
        FINDING,
        /** Could not be tested. */
        UNAVAILABLE,
        /** The copy is worse than the source. */
        FAILED
    }

    /**
     * @param source what it found there; null if the backup does not tell
     * @param hindered whether an error on the copy is this machine's rather than the copy's
     */
    public static Judgement of(Script check, CheckResult source, CheckResult copy, boolean hindered) {
        String what = copy.database() + ": " + check + ": ";
        if (source == null) {
            return alone(what, copy);
        }
        if (source.error() != null) {
            return copy.error() == null && copy.violations() == 0
                    ? new Judgement(applied(copy),
                            what + outcome(copy) + "; on the source it failed: " + source.error())
                    : new Judgement(Status.FINDING,
                            what + "failed on the source too (" + source.error() + "); on the copy: "
                                    + outcome(copy));
        }
        if (copy.error() != null) {
            boolean unavailable = hindered || copy.timedOut();
            return new Judgement(unavailable ? Status.UNAVAILABLE : Status.FAILED, what + outcome(copy)
                    + "; on the source: " + outcome(source));
        }
        if (source.applicable() != copy.applicable()) {
            return new Judgement(Status.FAILED, what + (source.applicable()
                    ? "applies on the source and not on the copy"
                    : "applies on the copy and not on the source"));
        }
        if (!copy.applicable()) {
            return new Judgement(Status.NOT_APPLICABLE, what + outcome(copy));
        }
        return rows(check, what, source, copy);
    }

    private static Judgement rows(Script check, String what, CheckResult source, CheckResult copy) {
        if (copy.violations() == 0) {
            return new Judgement(Status.PASSED, what + "passed"
                    + (source.violations() == 0 ? "" : "; " + source.violations() + " violations on the source"));
        }
        if (copy.violations() <= source.violations()) {
            return new Judgement(Status.FINDING, what + outcome(copy) + "; the source has " + source.violations());
        }
        return new Judgement(check.severity() == Severity.ERROR ? Status.FAILED : Status.FINDING,
                what + outcome(copy) + "; the source has " + source.violations());
    }

    /** Without the source nobody knows whether the backup is to blame. */
    private static Judgement alone(String what, CheckResult copy) {
        if (copy.error() != null) {
            return new Judgement(Status.UNAVAILABLE, what + outcome(copy));
        }
        return new Judgement(copy.violations() == 0 ? applied(copy) : Status.FINDING,
                what + outcome(copy) + (copy.violations() == 0 ? "" : "; what the source has is not in the backup"));
    }

    private static Status applied(CheckResult copy) {
        return copy.applicable() ? Status.PASSED : Status.NOT_APPLICABLE;
    }

    private static String outcome(CheckResult result) {
        if (result.error() != null) {
            return (result.timedOut() ? "cut off: " : "failed: ") + result.error();
        }
        if (!result.applicable()) {
            return "does not apply";
        }
        return result.violations() == 0
                ? "passed"
                : result.violations() + " violations, such as " + String.join(" | ", result.sample());
    }
}
