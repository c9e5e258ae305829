package io.groundzero.backup.shipper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.archive.VolumeErrors;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.DumpRecord;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.shipper.manifest.ShippedNote;

/** What lies in the work folder of a backup under way: the dump's record, and a note for each shipped artifact. */
class Notes {

    private final VolumePaths volume;
    private final ObjectMapper json;

    Notes(VolumePaths volume, ObjectMapper json) {
        this.volume = volume;
        this.json = json;
    }

    /**
     * @throws BackupException ARTIFACT_MISSING if there is none
     */
    DumpRecord dumpRecord(BackupId backup) throws BackupException {
        Path file = volume.dumpRecord(backup);
        return read(file, DumpRecord.class).orElseThrow(() -> new BackupException(ErrorCode.ARTIFACT_MISSING,
                "there is no record of the dump: " + file));
    }

    Optional<ShippedNote> shipped(BackupId backup, String object) throws BackupException {
        return read(note(backup, object), ShippedNote.class);
    }

    void write(BackupId backup, ShippedNote note) throws BackupException {
        Path file = note(backup, note.message().artifact().object());
        try {
            DurableFiles.writeString(file, json.writeValueAsString(note));
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "writing " + file);
        }
    }

    /** Deletes all of it. */
    void delete(BackupId backup) throws BackupException {
        Path folder = volume.work(backup);
        try {
            DurableFiles.deleteTree(folder);
        } catch (IOException e) {
            throw VolumeErrors.translate(e, "deleting " + folder);
        }
    }

    private Path note(BackupId backup, String object) {
        return volume.work(backup).resolve(object + ".shipped.json");
    }

    private <T> Optional<T> read(Path file, Class<T> type) throws BackupException {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BackupException(ErrorCode.ARTIFACT_CHANGED, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
