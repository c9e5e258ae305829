package io.groundzero.backup.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

    /** A number of violations, "-" does not apply, "error", "timeout", "none" (not in the backup). */
    @ParameterizedTest
    @CsvSource({"error, 0, 0, PASSED", "error, 3, 0, PASSED", "error, 3, 3, FINDING", "error, 3, 2, FINDING",
            "error, 3, 4, FAILED", "error, 0, 1, FAILED", "warning, 0, 1, FINDING", "error, -, -, NOT_APPLICABLE",
            "error, 0, -, FAILED", "error, -, 0, FAILED", "error, 0, error, FAILED", "error, 0, timeout, UNAVAILABLE",
            "error, error, error, FINDING", "error, timeout, timeout, FINDING", "error, timeout, 2, FINDING",
            "error, timeout, 0, PASSED", "error, none, 0, PASSED", "error, none, 1, FINDING",
            "error, none, error, UNAVAILABLE", "error, none, -, NOT_APPLICABLE"})
    void theCopyIsJudgedBesideTheSource(String severity, String source, String copy, Judgement.Status expected)
            throws Exception {
        // Given
        Script check = Header.parse("checks/x.sql", "x.sql", "-- name: x\n-- severity: " + severity + "\nSELECT 1");

        // When
        Judgement judgement = Judgement.of(check, result(check, source), result(check, copy), false);

        // Then
        assertThat(judgement.status()).isEqualTo(expected);
        assertThat(judgement.sentence()).startsWith("app: x (checks/x.sql): ");
    }

    private static CheckResult result(Script check, String word) {
        return switch (word) {
            case "none" -> null;
            case "-" -> CheckResult.notApplicable(check, "app", 1);
            case "error" -> CheckResult.failed(check, "app", "broken", false, 1);
            case "timeout" -> CheckResult.failed(check, "app", "cancelled", true, 1);
            default -> new CheckResult(check.file(), check.sha256(), "app", true, Long.valueOf(word), null,
                    List.of("id 1"), null, false, 1);
        };
    }
}
