package io.groundzero.backup.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.name.VolumePaths;

class AbandonedWorkTest {

    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final Duration AGE = Duration.ofDays(7);

    @TempDir
    private Path folder;

    @Test
    void whatNobodyHasWrittenToForLongIsDeleted() throws Exception {
        Path old = work("main-20261101T030000Z", NOW.minus(Duration.ofDays(8)), NOW.minus(Duration.ofDays(8)));
        Path written = work("main-20261102T030000Z", NOW.minus(Duration.ofDays(8)), NOW.minus(Duration.ofDays(6)));
        Path foreign = work("something else", NOW.minus(Duration.ofDays(8)), NOW.minus(Duration.ofDays(8)));

        AbandonedWork.delete(new VolumePaths(folder), AGE, NOW);

        assertThat(old).doesNotExist();
        assertThat(written).exists();
        assertThat(foreign).exists();
    }

    @Test
    void anEmptyVolumeIsFine() throws Exception {
        AbandonedWork.delete(new VolumePaths(folder), AGE, NOW);

        assertThat(folder).isEmptyDirectory();
    }

    private Path work(String name, Instant folderAt, Instant fileAt) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work").resolve(name).resolve("app.dir"));
        Path file = Files.writeString(work.resolve("1.dat"), "rows");
        Files.setLastModifiedTime(file, FileTime.from(fileAt));
        for (Path path : List.of(work, work.getParent())) {
            Files.setLastModifiedTime(path, FileTime.from(folderAt));
        }
        return work.getParent();
    }
}
