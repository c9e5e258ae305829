package io.groundzero.backup.checks;

import java.util.List;

/**
 * What a check found in one database.
 *
 * @param file of the check
 * @param sha256 of that file, hexadecimal
 * @param database where it ran
 * @param applicable whether it is for this database and its condition was true there
 * @param violations how many rows it returned; 0 if it did not apply, null if it failed
 * @param rowsSha256 over the digests of the rows' texts, sorted; null if there were none
 * @param sample at most {@value #SAMPLE} of the rows, in the order of their text, shortened
 * @param error why it failed, in the server's words; null if it did not
 * @param timedOut whether it failed because it took too long or something was locked
 * @param millis how long it took
 */
public record CheckResult(String file, String sha256, String database, boolean applicable, Long violations,
        String rowsSha256, List<String> sample, String error, boolean timedOut, long millis) {

    public static final int SAMPLE = 5;

    public CheckResult {
        sample = sample == null ? List.of() : List.copyOf(sample);
    }

    static CheckResult notApplicable(Script script, String database, long millis) {
        return new CheckResult(script.file(), script.sha256(), database, false, 0L, null, List.of(), null, false,
                millis);
    }

    static CheckResult of(Script script, String database, Rows rows, long millis) {
        return new CheckResult(script.file(), script.sha256(), database, true, rows.count(), rows.sha256(),
                rows.sample(), null, false, millis);
    }

    /** A check that failed, or was not begun. */
    public static CheckResult failed(Script script, String database, String error, boolean timedOut, long millis) {
        return new CheckResult(script.file(), script.sha256(), database, true, null, null, List.of(), error, timedOut,
                millis);
    }
}
