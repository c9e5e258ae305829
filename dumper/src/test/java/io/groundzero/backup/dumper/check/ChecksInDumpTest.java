package io.groundzero.backup.dumper.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.checks.CheckResult;
import io.groundzero.backup.checks.CheckResults;
import io.groundzero.backup.checks.Script;
import io.groundzero.backup.checks.Scripts;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.manifest.DumpedArtifact;
import io.groundzero.backup.contracts.name.ObjectNames;
import io.groundzero.backup.dumper.testing.DumpSetting;
import io.groundzero.backup.dumper.testing.SourceCluster;
import io.groundzero.backup.handover.WireFormat;

/** What a dump says about checks, whatever these do. */
class ChecksInDumpTest {

    @TempDir
    Path folder;

    private SourceCluster source;
    private DumpSetting setting;

    @BeforeEach
    void setUp() throws Exception {
        source = SourceCluster.shared();
        setting = new DumpSetting(folder);
        setting.databases = List.of("app", "other");
        source.create("app", "CREATE TABLE t AS SELECT n FROM generate_series(1, 7) n");
        source.create("other");
    }

    @Test
    void resultsAndScriptsOfAllDatabasesAreRecorded() throws Exception {
        // Given
        own("rows.sql", "-- name: rows\n-- when: to_regclass('public.t') IS NOT NULL\nSELECT n FROM public.t");

        // When
        DumpRecord record = dump(Duration.ofMinutes(1));

        // Then
        DumpedArtifact artifact = artifact(record);
        assertThat(artifact.object()).isEqualTo(ObjectNames.CHECKS);
        assertThat(artifact.directory()).isTrue();
        Scripts scripts = Scripts.read(written(record));
        assertThat(scripts.all()).hasSize(Scripts.shipped().all().size() + 1);
        CheckResult found = result(record, "rows", "app");
        assertThat(found).extracting(CheckResult::applicable, CheckResult::violations, CheckResult::error)
                .containsExactly(true, 7L, null);
        assertThat(found.sample()).containsExactly("n 1", "n 2", "n 3", "n 4", "n 5");
        assertThat(found.sha256())
                .isEqualTo(scripts.named("checks/rows.sql").map(Script::sha256).orElseThrow());
        assertThat(result(record, "rows", "other").applicable()).isFalse();
        assertThat(result(record, "generic-indexes-valid", "other").violations()).isZero();
        assertThat(results(record).results()).allMatch(each -> each.error() == null);
    }

    @Test
    void theyRunInTheSnapshotAsTheDumpRole() throws Exception {
        // Given
        own("who.sql",
                "-- name: who\n-- database: app\nSELECT current_user, current_setting('transaction_isolation') AS i,"
                        + " current_setting('transaction_read_only') AS r");

        // When
        DumpRecord record = dump(Duration.ofMinutes(1));

        // Then
        assertThat(result(record, "who", "app").sample())
                .containsExactly("current_user dump, i repeatable read, r on");
    }

    @Test
    void aCheckThatHangsFailsOrKillsItsSessionDoesNotFailTheDump() throws Exception {
        // Given
        own("a-broken.sql", "-- name: broken\n-- database: app\nSELECT 1 / 0");
        own("b-hanging.sql", "-- name: hanging\n-- database: app\n-- timeout: PT0.3S\nSELECT pg_sleep(60)");
        own("c-killing.sql", "-- name: killing\n-- database: app\nSELECT pg_terminate_backend(pg_backend_pid())");

        // When
        DumpRecord record = dump(Duration.ofMinutes(1));

        // Then
        assertThat(result(record, "a-broken", "app").error()).contains("division by zero");
        assertThat(result(record, "b-hanging", "app").timedOut()).isTrue();
        assertThat(result(record, "b-hanging", "app").millis()).isLessThan(20_000);
        assertThat(result(record, "c-killing", "app").error()).isNotNull();
        assertThat(result(record, "a-broken", "other").applicable()).isFalse();
        assertThat(record.artifacts()).extracting(DumpedArtifact::kind).contains(ArtifactKind.FINGERPRINT);
    }

    @Test
    void whenTheTimeIsOverTheRestIsRecordedAsNotRun() throws Exception {
        // Given
        own("a-hanging.sql", "-- name: hanging\n-- timeout: PT1M\nSELECT pg_sleep(60)");

        // When
        DumpRecord record = dump(Duration.ofMillis(400));

        // Then
        assertThat(result(record, "a-hanging", "app").timedOut()).isTrue();
        assertThat(result(record, "queue-legal-states", "other").error()).startsWith("not run: ")
                .contains("PT0.4S");
    }

    @Test
    void aBrokenHeaderIsRefusedAtTheStart() throws Exception {
        // Given
        own("mine.sql", "-- name: mine\n-- severty: error\nSELECT 1");

        // When / Then
        assertThatThrownBy(() -> new Checks(Optional.of(folder), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.resolve("checks/mine.sql") + ", line 2");
        assertThatThrownBy(() -> new Checks(Optional.of(folder.resolve("absent")), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("gz.checks.folder");
        assertThatThrownBy(() -> new Checks(Optional.empty(), Duration.ZERO))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("gz.checks.time-limit");
    }

    private void own(String file, String text) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("checks")).resolve(file), text);
    }

    private DumpRecord dump(Duration timeLimit) throws Exception {
        setting.checks = new Checks(Optional.of(folder), timeLimit);
        return setting.dump();
    }

    private static DumpedArtifact artifact(DumpRecord record) {
        return record.artifacts().stream().filter(each -> each.kind() == ArtifactKind.CHECKS).findFirst()
                .orElseThrow();
    }

    private Path written(DumpRecord record) {
        return setting.volume.root().resolve(artifact(record).path());
    }

    private CheckResults results(DumpRecord record) throws Exception {
        return WireFormat.mapper().readValue(written(record).resolve(CheckResults.FILE).toFile(), CheckResults.class);
    }

    private CheckResult result(DumpRecord record, String check, String database) throws Exception {
        return results(record).of("checks/" + check + ".sql", database).orElseThrow();
    }
}
