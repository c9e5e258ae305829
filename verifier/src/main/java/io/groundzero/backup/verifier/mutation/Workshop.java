package io.groundzero.backup.verifier.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.verifier.sandbox.Sandbox;

/** The folder of a mutation run: the sample cluster's data and socket, and the backups. */
public final class Workshop {

    private final Path folder;
    private final Sandbox sandbox;

    /** @param scratch the verifier's folder */
    public Workshop(Path scratch, Sandbox sandbox) {
        // no longer than the verification's own: a Unix socket lies in it
        this.folder = sandbox.shared(scratch).resolve("mut");
        this.sandbox = sandbox;
    }

    Path folder() {
        return folder;
    }

    /** Empty, passable for the throwaway user. */
    Path open() throws BackupException, IOException {
        clear();
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** Ends and deletes what lies there, as after a verifier that was killed. */
    public void clear() throws BackupException {
        try {
            sandbox.end(folder);
            DurableFiles.deleteTree(folder);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "cannot clean up " + folder + ": " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "stopped while cleaning up " + folder, e);
        }
    }
}
