package io.groundzero.backup.verifier.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.proof.MutationReport;
import io.groundzero.backup.contracts.proof.MutationReport.Trial;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.TableEvidence;
import io.groundzero.backup.contracts.proof.Verdict;

class ReportingTest {

    private static final Instant AT = Instant.parse("2026-11-23T04:30:00Z");
    private static final Mutant MUTANT = new Mutant("one row less", ErrorCode.CONTENT_DIFFERS, "shop.customer", null);
    private static final Mutant FAITHFUL = new Mutant("good", null, null, null);

    @Test
    void onlyTheRightVerdictForTheRightReasonIsRight() {
        assertThat(Reporting.judge(MUTANT, refuted("CONTENT_DIFFERS", "app: shop.customer has 1 rows")).right())
                .isTrue();
        assertThat(Reporting.judge(MUTANT, refuted("RESTORE_FAILED", "app: shop.customer")).right()).isFalse();
        assertThat(Reporting.judge(MUTANT, refuted("CONTENT_DIFFERS", "app: shop.product")).right()).isFalse();
        assertThat(Reporting.judge(MUTANT, proof(Verdict.PROVEN, null, "shop.customer", true)).right()).isFalse();
        assertThat(Reporting.judge(FAITHFUL, proof(Verdict.PROVEN, null, "fine", true)).right()).isTrue();
        assertThat(Reporting.judge(FAITHFUL, refuted("CONTENT_DIFFERS", "x")).right()).isFalse();
    }

    @Test
    void aTableThatIsListedAsIdenticalIsNotNamed() {
        assertThat(Reporting.judge(MUTANT, proof(Verdict.REFUTED, "CONTENT_DIFFERS", "much differs", true)).right())
                .isFalse();
        assertThat(Reporting.judge(MUTANT, proof(Verdict.REFUTED, "CONTENT_DIFFERS", "much differs", false)).right())
                .isTrue();
    }

    @Test
    void aMutantThatCouldNotBeTestedSurvives() {
        Trial trial = Reporting.failed(MUTANT, new BackupException(ErrorCode.DISK_FULL, "no space, shop.customer"));

        assertThat(trial.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(trial.right()).isFalse();
    }

    @Test
    void tooFewMutantsDoNotPass() {
        Trial right = Reporting.judge(MUTANT, refuted("CONTENT_DIFFERS", "shop.customer"));
        Trial good = Reporting.judge(FAITHFUL, proof(Verdict.PROVEN, null, "fine", true));

        assertThat(report(List.of(good), Collections.nCopies(MutationReport.LEAST, right), null).passed()).isTrue();
        assertThat(report(List.of(good), Collections.nCopies(MutationReport.LEAST - 1, right), null).passed())
                .isFalse();
        assertThat(report(List.of(), Collections.nCopies(MutationReport.LEAST, right), null).passed()).isFalse();
        assertThat(report(List.of(good), Collections.nCopies(MutationReport.LEAST, right), "it broke").passed())
                .isFalse();
    }

    @Test
    void schedulesAreChecked() {
        assertThatCode(() -> MutationSchedule.check("0 30 4 * * ?", "Europe/Berlin")).doesNotThrowAnyException();
        assertThatCode(() -> MutationSchedule.check("off", "UTC")).doesNotThrowAnyException();
        assertThatThrownBy(() -> MutationSchedule.check("30 4 * * *", "UTC")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gz.mutation.schedule must be a Quartz cron expression");
        assertThatThrownBy(() -> MutationSchedule.check("off", "Nowhere/At_all"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("gz.mutation.time-zone");
    }

    private static MutationReport report(List<Trial> faithful, List<Trial> mutants, String trouble) {
        return Reporting.report(AT, Duration.ofSeconds(1), "15.1", faithful, mutants, trouble);
    }

    private static Proof refuted(String code, String summary) {
        return proof(Verdict.REFUTED, code, summary, true);
    }

    private static Proof proof(Verdict verdict, String code, String summary, boolean identical) {
        return new Proof(1, "main-20261123T030000Z", "main", "here", new Digest(1, "0".repeat(64)), verdict, code,
                summary, "full", AT, AT, AT, AT, null, AT,
                List.of(new ProofStep("compare", 1, false, summary, List.of("app: shop.customer: 7 rows"))),
                List.of(new TableEvidence("app", "shop.customer", 7L, identical, identical ? null : "has 6 rows")),
                List.of());
    }
}
