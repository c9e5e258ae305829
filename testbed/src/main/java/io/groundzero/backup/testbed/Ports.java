package io.groundzero.backup.testbed;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Where test servers may listen. */
public final class Ports {

    private static final int LOWEST_PORT = 11_000;
    private static final int HIGHEST_PORT = 21_000;
    private static final Path LOCKS = Path.of("/var/tmp/ground-zero-ports-" + System.getProperty("user.name"));
    /**
     * With locks that are held until this JVM ends: the server that a port is for may start seconds later, and other
     * tests run meanwhile.
     */
    private static final List<FileChannel> OPEN = new ArrayList<>();

    private Ports() {
    }

    /**
     * The first of this many neighbouring ports that nobody uses, and no other test gets. From below the range that the
     * system takes the ports of outgoing connections from: one of those could be in the way when the server starts.
     */
    public static int free(int count) {
        for (int attempt = 0; attempt < 200; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (free(first, count)) {
                return first;
            }
        }
        throw new IllegalStateException("no " + count + " neighbouring free ports");
    }

    private static boolean free(int first, int count) {
        for (int port = first; port < first + count; port++) {
            if (!lock(port)) {
                return false;
            }
            try (ServerSocket socket = new ServerSocket(port)) {
                socket.getLocalPort();
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** A lock on a file, which ends with the process however that ends. */
    private static synchronized boolean lock(int port) {
        try {
            Files.createDirectories(LOCKS);
            FileChannel channel = FileChannel.open(LOCKS.resolve(Integer.toString(port)), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            // kept open whatever comes of it: to close it would give up a lock that this JVM has already
            OPEN.add(channel);
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("cannot lock a port in " + LOCKS, e);
        }
    }
}
