package io.groundzero.backup.verifier.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.groundzero.backup.handover.doctor.Check;
import io.groundzero.backup.handover.doctor.Findings;

/**
 * Whether the verifier can reach what is protected, which it must not: it opens backups. In the compose stack it is given
 * the dumper's settings as well, and so knows where that is.
 */
public final class SourceDistance {

    private static final Pattern HOST = Pattern.compile("GZ_CLUSTERS_(\\w+)_HOST");
    private static final int DEFAULT_PORT = 5432;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private SourceDistance() {
    }

    /** @param environment says nothing if that names no cluster */
    public static Check of(Map<String, String> environment) {
        return new Check("source", findings -> new TreeMap<>(environment).forEach((name, host) -> {
            Matcher matcher = HOST.matcher(name);
            // a folder is that of a Unix socket
            if (matcher.matches() && !host.isBlank() && !host.startsWith("/")) {
                String setting = "GZ_CLUSTERS_" + matcher.group(1) + "_PORT";
                int port = port(environment.getOrDefault(setting, ""));
                if (port < 1 || port > 65535) {
                    findings.fail("source " + host, "not looked at: " + setting + " is no port",
                            "A number from 1 to 65535, or nothing for " + DEFAULT_PORT + ".");
                } else {
                    look(host, port, findings);
                }
            }
        }));
    }

    /** 0 if it is none. */
    private static int port(String given) {
        if (given.isBlank()) {
            return DEFAULT_PORT;
        }
        try {
            return Integer.parseInt(given);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void look(String host, int port, Findings findings) {
        String subject = "source " + host + ":" + port;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            findings.warn(subject, "can be reached from here, where backups are opened",
                    "Keep the verifier's network from it, see \"What is shown, and what is not\" in docs/compose.md.");
        } catch (IOException e) {
            findings.ok(subject, "cannot be reached from here");
        }
    }
}
