package io.groundzero.backup.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.drill.DrillOrder.Restore;
import io.groundzero.backup.contracts.drill.DrillOutcome;
import io.groundzero.backup.contracts.drill.DrillReport;
import io.groundzero.backup.contracts.drill.DrillReport.Measure;
import io.groundzero.backup.contracts.drill.DrillReport.Phase;
import io.groundzero.backup.contracts.drill.DrillReport.StoredObject;
import io.groundzero.backup.contracts.drill.Forecast;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.proof.Verdict;

/** What people read of a game day. */
class ReportTest {

    private static final Instant AT = Instant.parse("2026-11-24T05:00:00Z");
    private static final StoredObject OBJECT = new StoredObject("dr/proofs/x.json", new Digest(1, "a".repeat(64)));

    @Test
    void theFirstSentenceSaysWhatItComesTo() {
        assertThat(ReportWords.verdict(report(DrillOutcome.PASSED, 720_000L, 2_400_000L, "main")))
                .isEqualTo("We could be back in 12 minutes, and would lose 40 minutes of data.");
        assertThat(ReportWords.verdict(report(DrillOutcome.TARGET_MISSED, 18_000_000L, 2_400_000L, "main")))
                .contains("5.0 hours").contains("promised: 4.0 hours").contains("not as promised");
        assertThat(ReportWords.verdict(report(DrillOutcome.FAILED, null, null, "main"))).contains("does not come back");
    }

    @Test
    void bothFormsTellPhasesTargetsForecastAndHowToCheckTheSignature() {
        DrillReport report = report(DrillOutcome.PASSED, 720_000L, 2_400_000L, "main");

        for (String text : List.of(ReportMarkdown.of(report, "{}"), ReportPage.of(report, "{}"))) {
            assertThat(text).contains("We could be back in 12 minutes").contains("fetch", "37 of 37 tables identical")
                    .contains("promised").contains("4.0 hours").contains("gpg --verify report.json.asc report.json")
                    .contains(ReportWords.sha256("{}")).contains("at least five years");
        }
    }

    @Test
    void whatComesFromOutsideIsText() {
        DrillReport report = report(DrillOutcome.FAILED, null, null, "<script>alert(1)</script>|`x`");

        assertThat(ReportPage.of(report, "{}")).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(ReportMarkdown.of(report, "{}")).doesNotContainPattern("(?<!\\\\)<script")
                .contains("\\<script\\>", "\\|\\`x\\`");
    }

    @Test
    void aFailureTellsItsCause() {
        DrillReport report = report(DrillOutcome.FAILED, null, null, "main");

        assertThat(ReportPage.of(report, "{}")).contains("CONTENT_DIFFERS").contains("unknown").contains("missed");
        assertThat(ReportMarkdown.of(report, "{}")).contains("CONTENT\\_DIFFERS");
    }

    @Test
    void aFailureClaimsNothingThatWasNotDone() {
        String story = ReportWords.story(report(DrillOutcome.FAILED, null, null, "main"));

        assertThat(story).contains("main-20261124T042000Z", "went wrong at the step \"compare\"")
                .doesNotContain("restored into", "newest");
        assertThat(ReportWords.story(report(DrillOutcome.PASSED, 1_000L, 1_000L, "main")))
                .contains("restored into an empty PostgreSQL");
    }

    @Test
    void thePageLoadsAndRunsNothing() {
        String page = ReportPage.of(report(DrillOutcome.PASSED, 720_000L, 2_400_000L, "main"), "{}");

        assertThat(page).doesNotContain("http:", "https:", "<script", "style=", "onclick", "src=");
    }

    /** Otherwise browsers would show the page without any style, and nobody would know why. */
    @Test
    void thePolicyLetsThePagesStyleThrough() throws Exception {
        String hash = Base64.getEncoder().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(ReportPage.STYLE.getBytes(StandardCharsets.UTF_8)));

        assertThat(Files.readString(Path.of("src/main/resources/application.properties")))
                .contains("'sha256-" + hash + "'");
    }

    @Test
    void aLineNeedsTwoRestoresAndTheTargetIsDrawnOnceItIsNear() {
        List<Restore> restores = IntStream.range(0, 5)
                .mapToObj(day -> new Restore(AT.plusSeconds(day * 86400L), 1000, 1000L * (day + 1))).toList();

        assertThat(RestoreChart.history(restores.subList(0, 1), 100)).isEmpty();
        assertThat(RestoreChart.history(restores, 14400)).contains("polyline").doesNotContain("class=\"target\"");
        assertThat(RestoreChart.history(restores, 6)).contains("class=\"target\"");
    }

    private static DrillReport report(DrillOutcome outcome, Long rtoMillis, Long rpoMillis, String cluster) {
        boolean back = rtoMillis != null;
        return new DrillReport(1, "drill-20261124T050000Z", cluster, outcome, AT, "api", AT, AT.plusSeconds(720),
                "main-20261124T042000Z", "s3://bucket/dr", OBJECT, OBJECT, AT.minusSeconds(2400), 5_400_000L,
                back ? Verdict.PROVEN : Verdict.REFUTED, back ? null : "CONTENT_DIFFERS",
                "app: public.job has 41 rows, 42 in the source", "full", "37 of 37 tables identical",
                Measure.of(rtoMillis, 14400), Measure.of(rpoMillis, 86400),
                List.of(new Phase("fetch", 1500, true, "6 objects are as shipped"),
                        new Phase("compare", 900, back, "37 of 37 tables identical")),
                List.of("app: 2 jobs have no result"),
                new Forecast(Forecast.Kind.NOT_WITHIN_5_YEARS, null, 0.1, 9), List.of());
    }
}
