package io.groundzero.backup.throwaway;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The first and only lasting program in the throwaway server's container, which has no network, no key and no
 * credential. It starts what the verifier asks for through a Unix socket in a folder that both share, and ends with
 * everything else in the container when it is told to leave: whoever runs the container starts it again, fresh.
 * Arguments: the path of the socket; and, if wanted, how many seconds it lives at least.
 */
public final class Attendant {

    /** Docker waits ever longer before it restarts a container that has lived for less than 10 s. */
    static final Duration SHORTEST_LIFE = Duration.ofSeconds(11);

    private final Path socket;
    private final ServerSocketChannel server;
    private final Duration shortestLife;
    private final long startedAt = System.nanoTime();

    private Attendant(Path socket, Duration shortestLife, ServerSocketChannel server) {
        this.socket = socket;
        this.shortestLife = shortestLife;
        this.server = server;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 1 || arguments.length > 2 || !Path.of(arguments[0]).isAbsolute()) {
            System.err.println("throwaway: wants the absolute path of the socket to listen on");
            System.exit(2);
        }
        Duration shortestLife = arguments.length == 1
                ? SHORTEST_LIFE
                : Duration.ofSeconds(Long.parseLong(arguments[1]));
        open(Path.of(arguments[0]), shortestLife).serve();
        System.exit(0);
    }

    /**
     * Listens; a socket that a predecessor has left is replaced.
     *
     * @throws IOException if the socket cannot be made there
     */
    static Attendant open(Path socket, Duration shortestLife) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot listen on " + socket + ": " + e.getMessage()
                    + "; the folder must belong to the user as whom this container runs", e);
        }
        return new Attendant(socket, shortestLife, server);
    }

    /** Until it is told to leave. */
    void serve() throws IOException, InterruptedException {
        while (true) {
            SocketChannel caller;
            try {
                caller = server.accept();
            } catch (ClosedChannelException told) {
                break;
            }
            Thread thread = new Thread(new Conversation(caller, this::leave), "conversation");
            thread.setDaemon(true);
            thread.start();
        }
        long left = shortestLife.toNanos() - (System.nanoTime() - startedAt);
        TimeUnit.NANOSECONDS.sleep(left);
    }

    /** Takes nothing more: whoever comes next finds the next container, or waits for it. */
    private void leave() throws IOException {
        Files.deleteIfExists(socket);
        server.close();
    }
}
