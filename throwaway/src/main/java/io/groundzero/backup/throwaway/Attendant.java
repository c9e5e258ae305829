package io.groundzero.backup.throwaway;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The first and only lasting program in the throwaway server's container, which has no network, no key and no
 * credential. It starts what the verifier asks for through a Unix socket in a folder that both share, and ends with
 * everything else in the container when a backup's turn is over: whoever runs the container starts it again, fresh.
 * Argument: the path of the socket.
 */
public final class Attendant {

    private final ServerSocketChannel server;

    private Attendant(ServerSocketChannel server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1 || !Path.of(arguments[0]).isAbsolute()) {
            System.err.println("throwaway: wants the absolute path of the socket to listen on");
            System.exit(2);
        }
        // at once: not a moment is left to what came out of the backup
        open(Path.of(arguments[0])).serve(() -> Runtime.getRuntime().halt(0));
    }

    /**
     * Listens; a socket that a predecessor has left is replaced.
     *
     * @throws IOException if the socket cannot be made there
     */
    static Attendant open(Path socket) throws IOException {
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
        return new Attendant(server);
    }

    /**
     * For as long as it lives.
     *
     * @param leaving ends this process
     */
    void serve(Runnable leaving) throws IOException {
        while (true) {
            SocketChannel caller = server.accept();
            Thread thread = new Thread(new Conversation(caller, leaving), "conversation");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
