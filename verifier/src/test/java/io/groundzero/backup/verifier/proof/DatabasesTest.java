package io.groundzero.backup.verifier.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DatabaseFacts;
import io.groundzero.backup.contracts.manifest.Manifest;
import io.groundzero.backup.contracts.proof.DatabaseEvidence;
import io.groundzero.backup.contracts.proof.Verdict;

class DatabasesTest {

    private static final Instant AT = Instant.parse("2026-11-23T03:00:00Z");

    private final Databases databases = new Databases(manifest("hers", "ours", "yours"), true);

    @Test
    void oneThatIsBadLeavesTheOthersToBeTested() {
        databases.failed("hers", failure(ErrorCode.RESTORE_FAILED, "hers is broken"));

        BackupException failure = catchThrowableOfType(BackupException.class, databases::endOfStep);

        assertThat(databases.goesOnAfter(failure)).isTrue();
        assertThat(databases.left()).containsExactly("ours", "yours");
        assertThatCode(databases::endOfStep).as("the step after").doesNotThrowAnyException();
        databases.complete();
        assertThat(databases.failure().orElseThrow()).hasMessage("hers is broken; the 2 other databases came back");
        assertThat(databases.list()).containsExactly(
                new DatabaseEvidence("hers", Verdict.REFUTED, "RESTORE_FAILED", "hers is broken"),
                new DatabaseEvidence("ours", Verdict.PROVEN, null, null),
                new DatabaseEvidence("yours", Verdict.PROVEN, null, null));
    }

    @Test
    void noneIsProvenBeforeTheEnd() {
        databases.failed("hers", failure(ErrorCode.RESTORE_FAILED, "hers is broken"));

        assertThat(databases.list()).extracting(DatabaseEvidence::verdict).containsExactly(Verdict.REFUTED,
                Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE);
        assertThat(databases.refutation().orElseThrow()).hasMessage("hers is broken");
    }

    @Test
    void aBadOneCountsMoreThanOneThatCouldNotBeTested() {
        databases.failed("hers", failure(ErrorCode.CHECK_UNAVAILABLE, "hers takes too long"));
        databases.failed("ours", failure(ErrorCode.CHECK_FAILED, "ours is wrong"));
        databases.failed("ours", failure(ErrorCode.CHECK_FAILED, "and again"));

        BackupException failure = databases.failure().orElseThrow();

        assertThat(failure.code()).isEqualTo(ErrorCode.CHECK_FAILED);
        assertThat(failure).hasMessage("ours is wrong; hers takes too long");
        assertThat(databases.list()).extracting(DatabaseEvidence::database).containsExactly("ours", "hers", "yours");
    }

    @Test
    void whatConcernsAllOfThemEndsTheTest() {
        databases.failed("hers", failure(ErrorCode.CONTENT_DIFFERS, "hers differs"));

        assertThat(databases.goesOnAfter(failure(ErrorCode.CONTENT_DIFFERS, "a role differs"))).isFalse();
    }

    @Test
    void withoutOthersThereIsNothingToGoOnWith() {
        Databases only = new Databases(manifest("hers"), true);
        only.failed("hers", failure(ErrorCode.RESTORE_FAILED, "hers is broken"));

        BackupException failure = catchThrowableOfType(BackupException.class, only::endOfStep);

        assertThat(only.goesOnAfter(failure)).isFalse();
        assertThat(only.failure().orElseThrow()).hasMessage("hers is broken");
    }

    @Test
    void whatCameOfBeingEndedIsForgotten() {
        databases.failed("hers", failure(ErrorCode.RESTORE_FAILED, "hers was cut off"));

        databases.forget();

        assertThat(databases.list()).extracting(DatabaseEvidence::verdict).containsOnly(Verdict.INCONCLUSIVE);
        assertThat(databases.failure()).isEmpty();
    }

    private static BackupException failure(ErrorCode code, String words) {
        return new BackupException(code, words);
    }

    private static Manifest manifest(String... names) {
        List<DatabaseFacts> facts = Stream.of(names).map(name -> new DatabaseFacts(name, AT, "0/1", "UTF8", "libc", "C",
                "C", null, null, Map.of(), List.of())).toList();
        return new Manifest(Manifest.SCHEMA_VERSION, "main-20261123T030000Z", "main", AT, AT, null, facts, List.of(),
                "directory", "full", Map.of(), Map.of(), List.of());
    }
}
