package io.groundzero.backup.gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.groundzero.backup.contracts.message.Stage;
import io.groundzero.backup.gateway.backup.FinishedBackup.StageRow;
import io.groundzero.backup.gateway.backup.FinishedBackup.Work;

class FinishedBackupTest {

    private static final Instant START = Instant.parse("2026-03-10T03:00:00Z");

    @Test
    void whatIsTestedAgainLaterIsNoPartOfIt() {
        FinishedBackup backup = FinishedBackup.of(START, START.plusSeconds(90), List.of(
                new StageRow(Stage.DUMP, START.plusSeconds(1), START.plusSeconds(31), 2, 7L),
                new StageRow(Stage.VERIFY, START.plusSeconds(60), START.plusSeconds(86_400), 1, null)));

        assertThat(backup.duration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(backup.stages()).containsEntry(Stage.DUMP, new Work(Duration.ofSeconds(30), 2, 7L))
                .containsEntry(Stage.VERIFY, new Work(Duration.ofSeconds(30), 1, null)).hasSize(2);
    }

    @Test
    void twoClocksThatDifferMakeNoNegativeTime() {
        FinishedBackup backup = FinishedBackup.of(START, START.minusSeconds(3),
                List.of(new StageRow(Stage.VERIFY, START, START, 1, null)));

        assertThat(backup.duration()).isZero();
        assertThat(backup.stages().get(Stage.VERIFY).duration()).isZero();
    }
}
