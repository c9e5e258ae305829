package io.groundzero.backup.shipper.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.message.CopyReport.SeenFile;
import io.groundzero.backup.contracts.name.VolumePaths;

class LocalCopiesTest {

    private static final Instant SINCE = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir
    Path root;

    @Test
    void countsWhatIsThere() throws Exception {
        // Given
        put("main-20260303T030000Z", "globals.sql.zst.gpg", "app.dir.tar.zst.gpg", "manifest.json",
                "manifest.json.asc", "RESTORE.md");
        put("main-20260304T030000Z", "globals.sql.zst.gpg", "manifest.json", "app.dir.tar.zst.gpg.part");
        put("main-20260301T030000Z", "globals.sql.zst.gpg");
        put("lost+found");

        // When
        List<Seen> copies = new LocalCopies(new VolumePaths(root)).since(SINCE);

        // Then
        assertThat(copies.get(0).files()).extracting(SeenFile::name).contains("manifest.json", "RESTORE.md");
        assertThat(copies).flatExtracting(Seen::files).extracting(SeenFile::tag).doesNotContainNull();
        assertThat(copies).usingRecursiveFieldByFieldElementComparatorIgnoringFields("files").containsExactly(
                new Seen("main-20260303T030000Z", 2, 10, true),
                new Seen("main-20260304T030000Z", 1, 5, false));
    }

    @Test
    void aVolumeThatIsNotMountedIsNoEmptyVolume() {
        LocalCopies copies = new LocalCopies(new VolumePaths(root.resolve("not-mounted")));

        assertThatThrownBy(() -> copies.since(SINCE)).isInstanceOf(IOException.class)
                .hasMessageContaining("not-mounted");
    }

    private void put(String backup, String... files) throws IOException {
        Path folder = Files.createDirectories(root.resolve("pg").resolve(backup));
        for (String file : files) {
            Files.writeString(folder.resolve(file), "12345");
        }
    }
}
