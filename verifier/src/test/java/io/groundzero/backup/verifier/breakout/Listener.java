package io.groundzero.backup.verifier.breakout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody on this machine whom an attacker would like to reach. */
final class Listener {

    private Listener() {
    }

    /** Below the range of outgoing ports. */
    static ServerSocket open() throws IOException {
        for (int attempt = 0;; attempt++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(21_000, 32_000), 5,
                        InetAddress.getByName("0.0.0.0"));
            } catch (IOException taken) {
                if (attempt == 50) {
                    throw taken;
                }
            }
        }
    }

    static void assertNobodyCame(ServerSocket listener) throws IOException {
        listener.setSoTimeout(1500);
        assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
}
