package io.groundzero.backup.dumper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.VolumePaths;

/**
 * What the dumper remembers: on the volume, beside the backups, in {@code dumper/<cluster>.json} the last dump of each
 * cluster, and in {@code work/} the records of complete dumps.
 */
@Singleton
class DumpNotes {

    private final VolumePaths volume;
    private final ObjectMapper json;

    DumpNotes(VolumePaths volume, ObjectMapper json) {
        this.volume = volume;
        this.json = json;
    }

    /** The record of a dump that is complete and not shipped yet. */
    Optional<DumpRecord> record(BackupId backup) throws BackupException {
        return read(volume.dumpRecord(backup), DumpRecord.class);
    }

    Optional<LastDump> last(String cluster) throws BackupException {
        return read(file(cluster), LastDump.class);
    }

    void remember(DumpRecord record) throws BackupException {
        Path file = file(record.cluster());
        try {
            DurableFiles.createDirectories(file.getParent());
            byte[] bytes = json.writeValueAsBytes(LastDump.of(record));
            DurableFiles.write(file, out -> out.write(bytes));
        } catch (IOException e) {
            throw new BackupException(ErrorCode.INTERNAL, "cannot write " + file + ": " + e, e);
        }
    }

    private Path file(String cluster) {
        return volume.root().resolve("dumper").resolve(cluster + ".json");
    }

    private <T> Optional<T> read(Path file, Class<T> type) throws BackupException {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BackupException(ErrorCode.INTERNAL, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
