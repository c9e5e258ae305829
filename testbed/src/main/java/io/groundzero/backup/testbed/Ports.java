package io.groundzero.backup.testbed;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Where test servers may listen. */
public final class Ports {

    private static final int LOWEST_PORT = 11_000;
    private static final int HIGHEST_PORT = 21_000;

    private Ports() {
    }

    /**
     * The first of this many neighbouring ports that nobody uses. From below the range that the system takes the ports
     * of outgoing connections from: one of those could be in the way when the server starts.
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
            try (ServerSocket socket = new ServerSocket(port)) {
                socket.getLocalPort();
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
