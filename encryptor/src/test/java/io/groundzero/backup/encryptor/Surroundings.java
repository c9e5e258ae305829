package io.groundzero.backup.encryptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.contracts.name.VolumePaths;
import io.groundzero.backup.testbed.TestBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A real broker, a volume and a key for the service under test. */
public class Surroundings implements QuarkusTestResourceLifecycleManager {

    static TestBroker broker;
    static TestKeys keys;
    static VolumePaths volume;
    /** What a killed run left, before the service started. */
    static Path leftOver;

    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("gz-encryptor");
            volume = new VolumePaths(Files.createDirectory(folder.resolve("volume")));
            leftOver = volume.backups().resolve("main-20261122T030000Z/app.dir.tar.gpg.part");
            Files.createDirectories(leftOver.getParent());
            Files.writeString(leftOver, "half");
            keys = new TestKeys();
            Path recipients = Files.writeString(folder.resolve("recipients"),
                    keys.make("backup", folder.resolve("keys")) + "\n");
            broker = TestBroker.start();
            return Map.of("gz.volume", volume.root().toString(), "gz.encryptor.recipients-file", recipients.toString(),
                    "gz.encryptor.keys", folder.resolve("keys").toString(), "gz.broker.host", broker.host(),
                    "gz.broker.port", Integer.toString(broker.port()), "gz.broker.user", "encryptor",
                    "gz.broker.password-file", broker.passwordFile("encryptor").toString(), "gz.retry.delays", "1s",
                    "quarkus.http.test-port", "0");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            if (broker != null) {
                broker.close();
            }
            keys.close();
            DurableFiles.deleteTree(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
