package io.groundzero.backup.verifier;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.verifier.sandbox.Scratch;

/**
 * How long one verification may take, and how much of the disk it must leave to others, whatever a backup's code does.
 * Once it is too much, the server is ended and the thread that began this is interrupted, again and again until it has
 * come back.
 */
final class Bounds implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Bounds.class);
    private static final long LOOK_MILLIS = 250;

    private final Duration longest;
    private final long kept;
    private final Scratch scratch;
    private final long startedAt = System.nanoTime();
    private final Thread working = Thread.currentThread();
    private Runnable server = () -> {
    };
    private BackupException broken;
    private boolean closed;

    private Bounds(Duration longest, long kept, Scratch scratch) {
        this.longest = longest;
        this.kept = kept;
        this.scratch = scratch;
    }

    /**
     * Begins to look after what this thread does.
     *
     * @param longest how long it may take
     * @param kept bytes that stay free in the scratch folder
     */
    static Bounds start(Duration longest, long kept, Scratch scratch) {
        Bounds bounds = new Bounds(longest, kept, scratch);
        Thread thread = new Thread(bounds::watch, "verification-bounds");
        thread.setDaemon(true);
        thread.start();
        return bounds;
    }

    /** @param end ends the server and all that runs in it; may be called more than once */
    synchronized void server(Runnable end) {
        server = end;
    }

    /** Which was broken: VERIFICATION_TIMEOUT or DISK_FULL. What the steps say is then said of their end. */
    synchronized Optional<BackupException> broken() {
        return Optional.ofNullable(broken);
    }

    /** After this, nobody is interrupted any more. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        if (broken != null) {
            // meant for what is over by now
            Thread.interrupted();
        }
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                wait(LOOK_MILLIS);
                if (!closed && tooMuch()) {
                    server.run();
                    working.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tooMuch() {
        if (broken == null) {
            broken = breach();
            if (broken != null) {
                LOG.warnf("a verification is ended: %s", broken.getMessage());
            }
        }
        return broken != null;
    }

    private BackupException breach() {
        if (System.nanoTime() - startedAt > longest.toNanos()) {
            return new BackupException(ErrorCode.VERIFICATION_TIMEOUT, "the verification had not ended after "
                    + longest + " (gz.verifier.time-limit) and was ended; the backup was not tested");
        }
        try {
            long free = scratch.free();
            return free >= kept
                    ? null
                    : new BackupException(ErrorCode.DISK_FULL, scratch.root() + " had only " + (free >> 20)
                            + " MiB left while the backup was tried out, but " + (kept >> 20)
                            + " MiB (gz.verifier.space-kept) stay free: it was ended");
        } catch (IOException e) {
            return new BackupException(ErrorCode.THROWAWAY_FAILED, "the space in " + scratch.root()
                    + " cannot be found out: " + e.getMessage(), e);
        }
    }
}
