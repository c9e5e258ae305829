package io.groundzero.backup.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.checks.CheckResults;
import io.groundzero.backup.checks.Kind;
import io.groundzero.backup.checks.Script;
import io.groundzero.backup.checks.Scripts;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.contracts.proof.ProofStep;
import io.groundzero.backup.contracts.proof.Verdict;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.verifier.fixture.Keys;
import io.groundzero.backup.verifier.fixture.SourceCluster;
import io.groundzero.backup.verifier.fixture.TestBackup;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.fixture.TestStore;

/** What the checks of a backup make of its verdict. */
class VerifyChecksTest {

    /** Returns one row on the copy. */
    private static final String ONE_ROW = "-- name: one customer\n-- database: app\n"
            + "SELECT id FROM sales.customer WHERE id = 17";

    private static TestStore store;
    private TestVerifier verifier;
    private Path checks;

    @BeforeAll
    static void startStore() {
        store = new TestStore();
    }

    @AfterAll
    static void stopStore() throws Exception {
        store.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        verifier = new TestVerifier(store, Map.of());
        checks = Files.createDirectory(TestFolders.create("verifier-checks").resolve("checks"));
        Files.createDirectory(checks.resolve("checks"));
        Files.createDirectory(checks.resolve("repairs"));
    }

    @AfterEach
    void stopVerifier() throws Exception {
        verifier.close();
    }

    @Test
    void moreViolationsThanOnTheSourceRefute() throws Exception {
        // Given
        Files.writeString(checks.resolve("checks/one.sql"), ONE_ROW);

        // When
        Proof proof = verify(0);

        // Then
        assertThat(proof.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(proof.code()).isEqualTo("CHECK_FAILED");
        assertThat(proof.summary()).contains("app: one customer (checks/one.sql)", "id 17", "the source has 0");
        assertThat(ofChecks(proof).passed()).isFalse();
    }

    @Test
    void asManyViolationsAsOnTheSourceAreAFinding() throws Exception {
        // Given
        Files.writeString(checks.resolve("checks/one.sql"), ONE_ROW);

        // When
        Proof proof = verify(1);

        // Then
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(proof.findings()).singleElement().asString().contains("one customer", "id 17", "the source has 1");
        assertThat(ofChecks(proof).summary())
                .isEqualTo("0 checks passed, 0 smoke tests acted, 0 repairs, pg_amcheck found "
                        + "nothing, 1 findings about the source");
    }

    @Test
    void repairsComeBeforeChecksAndSmokeTestsLeaveNoTrace() throws Exception {
        // Given
        Files.writeString(checks.resolve("repairs/mark.sql"), "-- name: mark\n-- database: app\n"
                + "DELETE FROM sales.invoice; CREATE TABLE sales.mark AS SELECT current_setting('gz.backup_id') AS id;");
        Files.writeString(checks.resolve("checks/a.sql"), "-- name: repaired\n-- database: app\n"
                + "SELECT 'no invoice is left' WHERE EXISTS (SELECT FROM sales.invoice)");
        Files.writeString(checks.resolve("checks/b.sql"), "-- name: act\n-- kind: act\n-- database: app\n"
                + "CREATE TABLE sales.acted (x int); INSERT INTO sales.acted SELECT 1 FROM sales.mark WHERE id LIKE 'main-%';\n"
                + "SELECT 'not acted' WHERE NOT EXISTS (SELECT FROM sales.acted);");
        Files.writeString(checks.resolve("checks/c.sql"), "-- name: trace\n-- kind: act\n-- database: app\n"
                + "SELECT relname FROM pg_class WHERE relname = 'acted'");

        // When
        Proof proof = verify(0);

        // Then
        assertThat(ofChecks(proof).evidence()).anyMatch(line -> line.contains("mark (repairs/mark.sql): repaired"));
        assertThat(proof.summary()).startsWith("4 of 4 tables identical");
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(ofChecks(proof).summary())
                .isEqualTo("1 checks passed, 2 smoke tests acted, 1 repairs, pg_amcheck found nothing");
    }

    @Test
    void aFailingSmokeTestRefutes() throws Exception {
        // Given
        Files.writeString(checks.resolve("checks/b.sql"), "-- name: act\n-- kind: act\n-- database: app\n"
                + "DELETE FROM sales.invoice; SELECT 'still there' AS what");

        // When
        Proof proof = verify(0);

        // Then
        assertThat(proof.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(proof.summary()).contains("app: act (checks/b.sql)", "what still there");
    }

    @Test
    void aCheckThatFailsOnTheCopyOnlyRefutes() throws Exception {
        // Given
        Files.writeString(checks.resolve("checks/e.sql"), "-- name: e\n-- database: app\nSELECT * FROM sales.lost");

        // When
        Proof proof = verify(0);

        // Then
        assertThat(proof.code()).isEqualTo("CHECK_FAILED");
        assertThat(proof.summary()).contains("sales.lost");
    }

    @Test
    void aCheckThatTakesTooLongProvesNothing() throws Exception {
        // Given
        Files.writeString(checks.resolve("checks/slow.sql"),
                "-- name: slow\n-- database: app\n-- timeout: PT0.1S\nSELECT pg_sleep(60)");

        // When / Then
        assertThatThrownBy(() -> verify(0)).isInstanceOfSatisfying(BackupException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECK_UNAVAILABLE)).hasMessageContaining("slow");
    }

    @Test
    void aCheckThatWasChangedOrLostSinceTheSourceRefutes() throws Exception {
        // Given
        Path file = Files.writeString(checks.resolve("checks/one.sql"), ONE_ROW);
        results(0);
        Files.writeString(file, ONE_ROW + " AND false");

        // When
        Proof changed = verifier.verify(new TestBackup(store, Keys.folder()).checks(checks).ship());
        Files.delete(file);
        Proof lost = verifier.verify(new TestBackup(store, Keys.folder()).checks(checks).ship());

        // Then
        assertThat(changed.summary()).isEqualTo("checks/one.sql is not what ran on the source");
        assertThat(lost.summary()).isEqualTo("checks/one.sql ran on the source and is not in the backup");
        assertThat(List.of(changed.code(), lost.code())).containsOnly("CHECK_FAILED");
    }

    @Test
    void aBackupOfAnOlderVersionHasOnlyTheGenericChecksAndSaysSo() throws Exception {
        // When
        Proof proof = verifier.verify(new TestBackup(store, Keys.folder()).ofTheFirstVersion().ship());

        // Then
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(ofChecks(proof).evidence()).anyMatch(line -> line.startsWith("this backup holds no checks"))
                .anyMatch(line -> line.contains("generic-foreign-keys")).noneMatch(line -> line.contains("queue-"));
        assertThat(ofChecks(proof).summary())
                .isEqualTo("12 checks passed, 0 smoke tests acted, 0 repairs, pg_amcheck found nothing");
    }

    private Proof verify(long violationsOnSource) throws Exception {
        results(violationsOnSource);
        return verifier.verify(new TestBackup(store, Keys.folder()).checks(checks).ship());
    }

    private void results(long violations) throws Exception {
        List<CheckResult> results = new ArrayList<>();
        for (Script check : Scripts.read(checks).of(Kind.CHECK)) {
            for (String database : SourceCluster.DATABASES) {
                boolean here = check.isFor(database);
                results.add(new CheckResult(check.file(), check.sha256(), database, here, here ? violations : 0, null,
                        List.of(), null, false, 1));
            }
        }
        Files.write(checks.resolve(CheckResults.FILE), WireFormat.mapper()
                .writeValueAsBytes(new CheckResults(CheckResults.SCHEMA_VERSION, results)));
    }

    private static ProofStep ofChecks(Proof proof) {
        return proof.steps().stream().filter(step -> step.name().equals("check")).reduce((one, another) -> another)
                .orElseThrow();
    }
}
