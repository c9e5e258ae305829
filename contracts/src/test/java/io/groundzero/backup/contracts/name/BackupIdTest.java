package io.groundzero.backup.contracts.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupIdTest {

    @Test
    void isWrittenInUtcAndReadBack() {
        BackupId id = new BackupId("ground-zero", Instant.parse("2026-11-23T03:00:00.987Z"));

        assertThat(id).hasToString("ground-zero-20261123T030000Z");
        assertThat(BackupId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void theNextFreeIdIsASecondLater() {
        BackupId lastSecondOfTheYear = BackupId.parse("main-20261231T235959Z");

        assertThat(lastSecondOfTheYear.next()).hasToString("main-20270101T000000Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main", "main-20261123T030000", "main-20261323T030000Z", "../x-20261123T030000Z",
            "Main-20261123T030000Z", "a/b-20261123T030000Z", "-20261123T030000Z", "main-20261123T030000Z\n"})
    void refusesWhatIsNoId(String text) {
        assertThatThrownBy(() -> BackupId.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a backup id");
    }
}
