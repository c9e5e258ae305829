package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.name.VolumePaths;

/** Halves of ciphertext that a killed run left in the local copies. The shipper writes there, too, but other names. */
final class LeftOvers {

    private static final Logger LOG = Logger.getLogger(LeftOvers.class);
    private static final String HALF = ".gpg" + DurableFiles.PART;

    private LeftOvers() {
    }

    /** To be called before any work begins, as it cannot tell a half that is being written. */
    static void delete(VolumePaths volume) throws IOException {
        if (!Files.isDirectory(volume.backups())) {
            return;
        }
        for (Path backup : children(volume.backups())) {
            if (Files.isDirectory(backup, LinkOption.NOFOLLOW_LINKS)) {
                for (Path file : children(backup)) {
                    if (file.getFileName().toString().endsWith(HALF)) {
                        Files.deleteIfExists(file);
                        LOG.infof("deleted what an interrupted run left: %s", file);
                    }
                }
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
