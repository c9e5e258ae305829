package io.groundzero.backup.contracts.name;

import java.nio.file.Path;

/**
 * Where things lie on the backup volume that the services of one node share. {@code pg/} holds the local copies,
 * nothing but ciphertext; {@code work/} holds plaintext and notes of backups under way and is empty otherwise.
 *
 * @param root the volume's mount point, absolute
 */
public record VolumePaths(Path root) {

    public VolumePaths {
        if (!root.isAbsolute()) {
            throw new IllegalArgumentException("the backup volume must be an absolute path: " + root);
        }
        root = root.normalize();
    }

    public Path backups() {
        return root.resolve("pg");
    }

    /** The local copy of a backup. */
    public Path backup(BackupId backup) {
        return backups().resolve(backup.toString());
    }

    public Path works() {
        return root.resolve("work");
    }

    /** Plaintext and notes of one backup under way. Deleted once the backup is shipped. */
    public Path work(BackupId backup) {
        return works().resolve(backup.toString());
    }

    /** The {@link io.groundzero.backup.contracts.manifest.DumpRecord} of a backup under way. */
    public Path dumpRecord(BackupId backup) {
        return work(backup).resolve("dump.json");
    }

    /** The path as messages name it: relative to the volume, with slashes. */
    public String relative(Path path) {
        Path normal = path.toAbsolutePath().normalize();
        if (!normal.startsWith(root)) {
            throw new IllegalArgumentException(path + " is not on the backup volume " + root);
        }
        return root.relativize(normal).toString();
    }

    /**
     * The file that a message names.
     *
     * @throws IllegalArgumentException if the name leads out of the volume
     */
    public Path resolve(String relative) {
        Path path = root.resolve(relative).normalize();
        if (relative.isEmpty() || Path.of(relative).isAbsolute() || !path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException("a path that leads out of the backup volume: " + relative);
        }
        return path;
    }
}
