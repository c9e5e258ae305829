package io.groundzero.backup.shipper.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.groundzero.backup.contracts.message.CopyReport;
import io.groundzero.backup.contracts.message.CopyReport.Seen;
import io.groundzero.backup.contracts.message.CopyReport.SeenFile;
import io.groundzero.backup.contracts.name.BackupId;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.handover.CopyPlace;

/** The backups on the volume, as they lie there now. */
@Singleton
public final class LocalCopies implements CopyPlace {

    private final VolumePaths volume;

    public LocalCopies(VolumePaths volume) {
        this.volume = volume;
    }

    @Override
    public String place() {
        return CopyReport.LOCAL;
    }

    /**
     * @param since only backups with a time from here on
     * @throws IOException if the volume cannot be read; that is not the same as finding nothing
     */
    @Override
    public List<Seen> since(Instant since) throws IOException {
        List<Seen> copies = new ArrayList<>();
        if (!Files.exists(volume.backups())) {
            // before the first backup; a volume that is not mounted lacks its root as well
            if (!Files.isDirectory(volume.root())) {
                throw new IOException("the backup volume is not there: " + volume.root());
            }
            return copies;
        }
        for (Path folder : list(volume.backups())) {
            if (Files.isDirectory(folder) && isSince(folder.getFileName().toString(), since)) {
                copies.add(seen(folder));
            }
        }
        return copies;
    }

    private static boolean isSince(String name, Instant since) {
        try {
            return !BackupId.parse(name).time().isBefore(since);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Seen seen(Path folder) throws IOException {
        List<SeenFile> files = new ArrayList<>();
        for (Path file : list(folder)) {
            String name = file.getFileName().toString();
            if (!name.endsWith(".part")) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                files.add(new SeenFile(name, attributes.size(), attributes.lastModifiedTime().toString()));
            }
        }
        return Seen.of(folder.getFileName().toString(), files);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
