package io.groundzero.backup.handover.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockComparisonTest {

    private static final Instant THEIRS = Instant.parse("2026-11-23T03:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, OK, agrees with the source", "60, OK, agrees with the source", "-61, WARN, 61 s behind the source",
            "900, WARN, 900 s ahead of the source", "-901, FAIL, 901 s behind the source"})
    void saysHowFarApart(long seconds, Finding.Kind kind, String words) {
        Findings findings = new Findings();

        ClockComparison.add(findings, THEIRS.plusSeconds(seconds), THEIRS, "the source");

        assertThat(findings.list()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.words()).isEqualTo(words);
        });
    }
}
