package io.groundzero.backup.contracts.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final BackupId ID = BackupId.parse("main-20261123T030000Z");

    @Test
    void databaseNamesArePercentEncoded() {
        assertThat(ObjectNames.directoryDump("app_1-x")).isEqualTo("app_1-x.dir.tar.gpg");
        assertThat(ObjectNames.plainDump("a/b .ü%")).isEqualTo("a%2Fb%20%2E%C3%BC%25.sql.gz.gpg");
    }

    @Test
    void keysLieUnderPrefixAndCluster() {
        assertThat(ObjectNames.folder("", ID)).isEqualTo("main/" + ID + "/");
        assertThat(ObjectNames.folder("gz/prod", ID)).isEqualTo("gz/prod/main/" + ID + "/");
        assertThat(ObjectNames.proof("gz", ID, Instant.parse("2026-11-23T04:00:00Z")))
                .isEqualTo("gz/proofs/" + ID + "/20261123T040000Z.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gz", "gz/", "a//b", "..", "a/../b", "a b"})
    void refusesPrefixesThatAreNotPlain(String prefix) {
        assertThatThrownBy(() -> ObjectNames.folder(prefix, ID)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "/etc/passwd", "work/../../x", "pg/.."})
    void refusesPathsThatLeadOutOfTheVolume(String path) {
        VolumePaths volume = new VolumePaths(Path.of("/backups"));

        assertThatThrownBy(() -> volume.resolve(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pathsOnTheVolumeAreNamedRelativeToIt() {
        VolumePaths volume = new VolumePaths(Path.of("/backups"));
        Path dump = volume.work(ID).resolve("app.dir");

        assertThat(volume.relative(dump)).isEqualTo("work/" + ID + "/app.dir");
        assertThat(volume.resolve(volume.relative(dump))).isEqualTo(dump);
    }
}
