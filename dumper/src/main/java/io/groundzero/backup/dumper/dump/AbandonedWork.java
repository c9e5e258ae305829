package io.groundzero.backup.dumper.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.VolumePaths;

/**
 * Deletes the plaintext of backups that were given up long ago. It would lie on the volume unencrypted for ever, and fill
 * it until no dump fits any more.
 */
final class AbandonedWork {

    private static final Logger LOG = Logger.getLogger(AbandonedWork.class);

    private AbandonedWork() {
    }

    /** @param age since something in a backup's work folder was last written */
    static void delete(VolumePaths volume, Duration age, Instant now) throws IOException {
        if (!Files.isDirectory(volume.works())) {
            return;
        }
        List<Path> folders;
        try (Stream<Path> list = Files.list(volume.works())) {
            folders = list.filter(AbandonedWork::isBackup).toList();
        }
        for (Path folder : folders) {
            Instant written = lastWritten(folder);
            if (written.plus(age).isBefore(now)) {
                LOG.warnf("deleting %s, which nothing was written to since %s: its backup was given up", folder,
                        written);
                DurableFiles.deleteTree(folder);
            }
        }
    }

    private static boolean isBackup(Path folder) {
        try {
            return BackupId.parse(folder.getFileName().toString()) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Instant lastWritten(Path folder) throws IOException {
        Instant latest = Instant.EPOCH;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                latest = written.isAfter(latest) ? written : latest;
            }
        }
        return latest;
    }
}
