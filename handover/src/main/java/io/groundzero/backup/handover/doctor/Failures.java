package io.groundzero.backup.handover.doctor;

import java.util.List;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.handover.doctor.Finding.Kind;

/** Puts exceptions into words for people. */
final class Failures {

    private static final String CORRECT = "Correct the setting; env.example explains all of them.";

    private Failures() {
    }

    static Finding finding(String subject, Throwable failure) {
        if (failure instanceof BackupException known) {
            return ofCatalogue(subject, known);
        }
        if (failure instanceof UnusableSettings settings) {
            return new Finding(Kind.FAIL, subject, "not looked at, because settings are missing or wrong",
                    String.join("\n", settings.problems()));
        }
        // what the service itself says when it refuses to start
        boolean plain = failure instanceof IllegalStateException || failure instanceof IllegalArgumentException;
        String words = failure.getMessage();
        return words == null || words.isBlank()
                ? new Finding(Kind.FAIL, subject, failure.toString(), "")
                : new Finding(Kind.FAIL, subject, words, plain ? CORRECT : "");
    }

    /** A cause of several lines says itself, below the first, what to do. */
    private static Finding ofCatalogue(String subject, BackupException failure) {
        List<String> lines = failure.getMessage().strip().lines().toList();
        String first = lines.get(0) + " (" + failure.code() + ")";
        return new Finding(Kind.FAIL, subject, first, lines.size() > 1
                ? String.join("\n", lines.subList(1, lines.size()))
                : failure.code().remedy());
    }
}
