package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.name.VolumePaths;

class ClusterLockTest {

    @TempDir
    private Path folder;

    @Test
    void oneDumperPerClusterWorksOnAVolume() throws Exception {
        VolumePaths volume = new VolumePaths(folder);
        try (ClusterLock first = ClusterLock.take(volume, "main");
                ClusterLock other = ClusterLock.take(volume, "other")) {
            BackupException refused = catchThrowableOfType(BackupException.class,
                    () -> ClusterLock.take(volume, "main"));

            assertThat(refused.code()).isEqualTo(ErrorCode.SOURCE_BUSY);
        }

        assertThatCode(() -> ClusterLock.take(volume, "main").close()).doesNotThrowAnyException();
    }
}
