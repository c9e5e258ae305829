package io.groundzero.backup.handover.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.groundzero.backup.contracts.name.VolumePaths;

/** Whether the backup volume that the services of a node share is there, and may be written to. */
public final class VolumeCheck {

    private static final String SUBJECT = "volume";
    private static final String PROPERTY = "gz.volume";

    private VolumeCheck() {
    }

    public static Check of(GivenSettings settings) {
        return new Check(SUBJECT, findings -> {
            Path root = settings.value(PROPERTY, Path.class);
            if (!root.isAbsolute() || !Files.isDirectory(root)) {
                findings.fail(SUBJECT, root + " is no folder that is there, by an absolute path",
                        "Mount the volume there, or correct GZ_VOLUME.");
                return;
            }
            VolumePaths volume = new VolumePaths(root);
            List<Path> locked = List.of(volume.root(), volume.backups(), volume.works()).stream()
                    .filter(folder -> Files.exists(folder) && !Files.isWritable(folder)).toList();
            if (!locked.isEmpty()) {
                findings.fail(SUBJECT, "not writable for user " + System.getProperty("user.name") + ": "
                        + String.join(", ", locked.stream().map(Path::toString).toList()),
                        "Give the folders to the user that dumper, encryptor and shipper run as, or mount them writable.");
                return;
            }
            findings.ok(SUBJECT, root + " is writable, " + free(root) + "; local copies lie in " + volume.backups());
        });
    }

    /** {@code 3 of 10 GiB are free}. */
    public static String free(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return Amount.of(store.getUsableSpace()) + " of " + Amount.of(store.getTotalSpace()) + " are free";
    }
}
