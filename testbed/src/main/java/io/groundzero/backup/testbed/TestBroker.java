package io.groundzero.backup.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A RabbitMQ of its own, with the product's topology, on loopback, ended with the JVM. */
public final class TestBroker implements AutoCloseable {

    private static final int PORTS = 4;

    private final Path folder;
    private final int port;
    private final Map<String, String> environment;
    private boolean closed;

    private TestBroker(Path folder, int port, Map<String, String> environment) {
        this.folder = folder;
        this.port = port;
        this.environment = environment;
    }

    public static TestBroker start() {
        return start(Map.of());
    }

    /** Also listens with TLS, on {@link #tlsPort}, with the certificate for {@link TestAuthority#HOST}. */
    public static TestBroker startTls(TestAuthority authority) {
        return start(Map.of("TLS_FOLDER", authority.folder().toString()));
    }

    private static TestBroker start(Map<String, String> environment) {
        try {
            TestBroker broker = new TestBroker(Script.serverFolder("broker"), Ports.free(PORTS), environment);
            Script.atExit(broker);
            broker.resume();
            return broker;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** Of a broker that was started with TLS; its host is {@link TestAuthority#HOST}. */
    public int tlsPort() {
        return port + PORTS - 1;
    }

    /** @param user a service's name */
    public Path passwordFile(String user) {
        return folder.resolve("passwords/broker-" + user);
    }

    public String password(String user) {
        try {
            return Files.readString(passwordFile(user)).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Restarts it; messages stay. */
    public void restart() {
        run("restart", folder.toString());
    }

    /** Stops it; messages stay. */
    public void stop() {
        run("stop", folder.toString());
    }

    /** Starts it again after {@link #stop}. */
    public void resume() {
        run("start", folder.toString(), Integer.toString(port), folder.resolve("passwords").toString());
    }

    /** Runs {@code rabbitmqctl} and returns what it prints. */
    public String ctl(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "ctl";
        all[1] = folder.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return run(all);
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            run("end", folder.toString());
            Script.delete(folder);
        }
    }

    private String run(String... arguments) {
        try {
            return Script.of("rabbitmq").run(environment, arguments);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
