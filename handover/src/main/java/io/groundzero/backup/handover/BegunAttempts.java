package io.groundzero.backup.handover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import org.jboss.logging.Logger;

/**
 * Remembers, beyond the end of the process, that the work on a message was begun. The broker's own count of deliveries would
 * not do: it also counts the connections that were lost while the process lived on. A service works on one message at a
 * time, so one note is enough.
 */
class BegunAttempts {

    /** A message that ended the process this often is not begun again. */
    static final int MOST = 2;

    private static final Logger LOG = Logger.getLogger(BegunAttempts.class);
    private static final int LARGEST = 200;

    private final Optional<Path> file;
    private boolean stopping;

    /** @param file the note; without one nothing is remembered */
    BegunAttempts(Optional<Path> file) {
        this.file = file;
    }

    /**
     * Notes that the work on a message begins.
     *
     * @return how often it had begun before without an end
     */
    synchronized int begin(byte[] body) {
        if (file.isEmpty() || stopping) {
            return 0;
        }
        try {
            String message = sha256(body);
            int before = count(message);
            write(message + " " + (before + 1) + "\n");
            return before;
        } catch (IOException e) {
            // no reason not to make a backup
            LOG.warnf("a step that ends this service could not be recognised: cannot write %s: %s", file.get(), e);
            return 0;
        }
    }

    /** The work has ended, well or not, and the process lives. */
    synchronized void end() {
        if (file.isPresent() && !stopping) {
            delete();
        }
    }

    /** The process was told to stop, which is no fault of the message. */
    synchronized void stop() {
        if (file.isPresent() && !stopping) {
            stopping = true;
            delete();
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file.get());
        } catch (IOException e) {
            LOG.warnf("cannot delete %s: %s; a step may be taken for one that ends this service", file.get(), e);
        }
    }

    private int count(String message) throws IOException {
        try {
            if (Files.size(file.get()) > LARGEST) {
                return 0;
            }
            String[] noted = Files.readString(file.get()).strip().split(" ");
            return noted.length == 2 && noted[0].equals(message) ? Integer.parseInt(noted[1]) : 0;
        } catch (NoSuchFileException | NumberFormatException | java.nio.charset.CharacterCodingException e) {
            return 0;
        }
    }

    /** Durable before the work begins: the machine may end with the process. */
    private void write(String note) throws IOException {
        Path part = file.get().resolveSibling(file.get().getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(part, file.get(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
