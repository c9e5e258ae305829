package io.groundzero.backup.verifier.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.postgres.ChildProcess;

/** The verifier's own folder. One verification at a time works in it, and leaves nothing behind. */
public final class Scratch implements AutoCloseable {

    /** The kernel's limit for the path of a Unix socket, without its terminating zero. */
    private static final int SOCKET_PATH_LIMIT = 107;
    private static final String PASSABLE = "rwx--x--x";
    private static final String PRIVATE = "rwx------";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path root;
    private final Path run;
    private final Path own;
    private final Sandbox sandbox;
    private final FileChannel lockFile;
    private final Lock turn = new ReentrantLock(true);

    private Scratch(Path root, Sandbox sandbox, FileChannel lockFile) {
        this.root = root;
        this.run = sandbox.shared(root).resolve("run");
        this.own = root.resolve("private");
        this.sandbox = sandbox;
        this.lockFile = lockFile;
    }

    /**
     * Takes possession of the folder, ends and deletes what a killed verifier left in it, and tries the sandbox.
     *
     * @throws IllegalStateException in plain words, if verifications could not run there
     */
    public static Scratch open(Path root, Sandbox sandbox)
            throws IOException, InterruptedException, BackupException {
        requireUsable(root);
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(PASSABLE));
        Path real = root.toRealPath();
        Scratch scratch = new Scratch(real, sandbox, lock(real));
        try {
            scratch.wipe();
            scratch.trySandbox();
        } catch (IOException | RuntimeException | BackupException e) {
            scratch.close();
            throw e;
        }
        return scratch;
    }

    /**
     * Tries the sandbox as {@link #open} does, but beside whatever is at work in the folder, and leaves nothing.
     *
     * @throws IllegalStateException in plain words, if verifications could not run there
     */
    public static void tryBeside(Path root, Sandbox sandbox) throws IOException, InterruptedException {
        requireUsable(root);
        Path trial = Files.createTempDirectory(sandbox.shared(root), "trial-");
        try {
            tryIn(Files.setPosixFilePermissions(trial, PosixFilePermissions.fromString(PASSABLE)), root, sandbox);
        } finally {
            DurableFiles.deleteTree(trial);
        }
    }

    public Path root() {
        return root;
    }

    /** Held by whoever works in the folder; given to those who wait in the order in which they came. */
    public Lock turn() {
        return turn;
    }

    /** Free for use, in bytes. */
    public long free() throws IOException {
        return Math.min(Files.getFileStore(root).getUsableSpace(),
                Files.getFileStore(sandbox.shared(root)).getUsableSpace());
    }

    /** A folder of the verification's that nothing in the sandbox can see. */
    public Path own(String name) throws IOException {
        return create(own.resolve(name), PRIVATE);
    }

    /** Where one verification works: passable for the throwaway user, readable for nobody but this JVM. */
    public Path begin() throws BackupException {
        wipe();
        try {
            return create(run, PASSABLE);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "cannot create " + run + ": " + e.getMessage(), e);
        }
    }

    /** Ends and deletes whatever lies there. */
    public void wipe() throws BackupException {
        try {
            sandbox.end(run);
            DurableFiles.deleteTree(run);
            DurableFiles.deleteTree(own);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "cannot clean up " + run + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.THROWAWAY_FAILED, "stopped while cleaning up " + run, e);
        }
    }

    /** A folder for this JVM alone. */
    public static Path privateFolder(Path parent, String name) throws IOException {
        return create(parent.resolve(name), PRIVATE);
    }

    /** A folder for the throwaway user, and for this JVM if it is root. */
    public static Path throwawayFolder(Path parent, String name, Account account) throws IOException {
        Path folder = privateFolder(parent, name);
        account.own(folder);
        return folder;
    }

    /** A folder in which the throwaway user may use what has a name there, but cannot put or replace anything. */
    public static Path passableFolder(Path parent, String name) throws IOException {
        return create(parent.resolve(name), PASSABLE);
    }

    /** Makes a folder of the throwaway user's passable and no more, once it has put there what had to be. */
    public static void takeBack(Path folder) throws IOException {
        for (String attribute : List.of("unix:uid", "unix:gid")) {
            Object whose = Files.getAttribute(folder.getParent(), attribute, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(folder, attribute, whose, LinkOption.NOFOLLOW_LINKS);
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PASSABLE));
    }

    /** A folder from which the throwaway user reads what this JVM puts there. */
    public static Path lentFolder(Path parent, String name, Account account) throws IOException {
        Path folder = privateFolder(parent, name);
        account.lend(folder);
        return folder;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static Path create(Path folder, String mode) throws IOException {
        Files.createDirectories(folder);
        // whatever the umask
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel = FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // somebody else in this JVM has it
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException("another verifier works in gz.verifier.scratch, " + root
                    + "; each needs a folder of its own");
        }
        return channel;
    }

    private void trySandbox() throws IOException, InterruptedException, BackupException {
        Path trial = begin();
        try {
            tryIn(trial, root, sandbox);
        } finally {
            wipe();
        }
    }

    private static void tryIn(Path trial, Path root, Sandbox sandbox) throws IOException, InterruptedException {
        throwawayFolder(trial, "trial", sandbox.account());
        ChildProcess.Outcome outcome = sandbox
                .command(List.of("/bin/sh", "-c", "cd \"$1\" && : > written", "sh", trial + "/trial"), trial)
                .run(PATIENCE);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException("as user " + sandbox.account().name() + ", isolation "
                    + sandbox.isolation() + ", nothing can be run in gz.verifier.scratch: the folders above "
                    + root + " must let that user pass (mode +x), and the verifier must be allowed to change "
                    + "its user and to make namespaces: " + outcome.words());
        }
    }

    private static void requireUsable(Path root) {
        int socketPath = root.resolve("run/socket/.s.PGSQL.5432").toString().getBytes(StandardCharsets.UTF_8).length;
        if (!root.isAbsolute() || socketPath > SOCKET_PATH_LIMIT) {
            throw new IllegalStateException("gz.verifier.scratch must be an absolute path of at most "
                    + (SOCKET_PATH_LIMIT - socketPath + root.toString().getBytes(StandardCharsets.UTF_8).length)
                    + " bytes: " + root);
        }
    }
}
