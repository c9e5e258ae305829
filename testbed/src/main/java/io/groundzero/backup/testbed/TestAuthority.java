package io.groundzero.backup.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private certificate authority, and a certificate of it for servers on {@code localhost}: by the commands of
 * docs/tls.md, so that those are tested too. {@code 127.0.0.1} is a wrong name for such a server.
 */
public final class TestAuthority {

    /** The name that the server's certificate is for. */
    public static final String HOST = "localhost";
    static final String STORE_PASSWORD = "not-secret";

    private static final Pattern COMMANDS = Pattern.compile("(?s)```\nhost=\\S+.*?\n(openssl req -x509.*?)```");

    private final Path folder;

    private TestAuthority(Path folder) {
        this.folder = folder;
    }

    public static TestAuthority create() {
        try {
            TestAuthority authority = new TestAuthority(Script.serverFolder("authority"));
            Script.atExit(() -> Script.delete(authority.folder));
            authority.make();
            return authority;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What clients must trust, PEM. */
    public Path certificate() {
        return folder.resolve("ca.pem");
    }

    Path serverCertificate() {
        return folder.resolve("server.pem");
    }

    Path serverKey() {
        return folder.resolve("server-key.pem");
    }

    /** Server's certificate and key in one file, PKCS #12. */
    Path keyStore() {
        return folder.resolve("server.p12");
    }

    /** With ca.pem, server.pem and server-key.pem. */
    Path folder() {
        return folder;
    }

    private void make() throws IOException {
        Matcher commands = COMMANDS.matcher(Files.readString(Script.of("postgres").root().resolve("docs/tls.md")));
        if (!commands.find()) {
            throw new IllegalStateException("docs/tls.md does not say how to make an authority");
        }
        String script = "set -e\ncd " + folder + "\nhost=" + HOST + "\n" + commands.group(1)
                + "openssl pkcs12 -export -in server.pem -inkey server-key.pem -out server.p12 -passout pass:"
                + STORE_PASSWORD + "\n";
        Path file = Files.writeString(folder.resolve("make"), script);
        try {
            new Script(Path.of("/bin/sh")).run(Map.of(), file.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
