package io.groundzero.backup.gateway.notification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.groundzero.backup.testbed.Ports;

/** A real mail server on loopback. */
final class MailServer implements AutoCloseable {

    static final String USER = "backup";
    static final String PASSWORD = "mail-PASSWORD-s3cret";

    private static final String STORE_PASSWORD = "changeit";

    private final GreenMail server;

    private MailServer(String protocol) {
        ServerSetup setup = new ServerSetup(Ports.free(1), "127.0.0.1", protocol);
        setup.setServerStartupTimeout(10_000);
        server = new GreenMail(setup);
        server.start();
    }

    static MailServer plain() {
        return new MailServer(ServerSetup.PROTOCOL_SMTP);
    }

    /** @param folder made by {@link #certificate}; the same for all servers of a JVM */
    static MailServer encrypted(Path folder) {
        System.setProperty("greenmail.tls.keystore.file", folder.resolve("keys.p12").toString());
        System.setProperty("greenmail.tls.keystore.password", STORE_PASSWORD);
        MailServer server = new MailServer(ServerSetup.PROTOCOL_SMTPS);
        server.server.setUser("backup@example.org", USER, PASSWORD);
        // nobody gets in who is not known
        server.server.getUserManager().setAuthRequired(true);
        return server;
    }

    /** A key for localhost, and its certificate as certificate.pem. */
    static Path certificate(Path folder) throws IOException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        keytool("-genkeypair", "-alias", "mail", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost",
                "-validity", "3650", "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass",
                STORE_PASSWORD);
        Path certificate = folder.resolve("certificate.pem");
        keytool("-exportcert", "-rfc", "-alias", "mail", "-keystore", keys.toString(), "-storepass", STORE_PASSWORD,
                "-file", certificate.toString());
        return certificate;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("keytool", ".log");
        if (new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
        Files.delete(log);
    }

    int port() {
        return server.getSmtp() == null ? server.getSmtps().getPort() : server.getSmtp().getPort();
    }

    List<MimeMessage> letters() {
        return List.of(server.getReceivedMessages());
    }

    void forget() {
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
