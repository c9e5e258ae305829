package io.groundzero.backup.shipper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.groundzero.backup.archive.DurableFiles;
import io.groundzero.backup.testbed.TestAuthority;
import io.groundzero.backup.testbed.TestBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** What a running shipper needs around it: broker and bucket, both with TLS, volume, keys. */
public class ServiceSurroundings implements QuarkusTestResourceLifecycleManager {

    private Path folder;
    private TestBroker broker;
    private LocalStore store;
    private GpgKey key;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("shipper");
            TestAuthority authority = TestAuthority.create();
            broker = TestBroker.startTls(authority);
            store = new LocalStore(folder.resolve("store"), authority);
            key = new GpgKey();
            Path volume = Files.createDirectory(folder.resolve("volume"));
            return Map.ofEntries(Map.entry("gz.broker.host", TestAuthority.HOST),
                    Map.entry("gz.broker.port", Integer.toString(broker.tlsPort())),
                    Map.entry("gz.broker.tls.enabled", "true"),
                    Map.entry("gz.broker.tls.certificate-authority", authority.certificate().toString()),
                    Map.entry("test.broker-port", Integer.toString(broker.port())),
                    Map.entry("gz.broker.user", "shipper"),
                    Map.entry("gz.broker.password-file", broker.passwordFile("shipper").toString()),
                    Map.entry("gz.volume", volume.toString()), Map.entry("gz.bucket.name", LocalStore.BUCKET),
                    Map.entry("gz.bucket.prefix", "dr/test"),
                    Map.entry("gz.bucket.endpoint", store.endpoint().toString()),
                    Map.entry("gz.bucket.certificate-authority", authority.certificate().toString()),
                    Map.entry("gz.bucket.access-key-file", store.settings().accessKeyFile().toString()),
                    Map.entry("gz.bucket.secret-key-file", store.settings().secretKeyFile().toString()),
                    Map.entry("gz.shipper.signing-key", key.secret.toString()),
                    Map.entry("gz.shipper.part-size-min", "5M"), Map.entry("gz.retry.delays", "PT1S"),
                    Map.entry("gz.retry.attempts", "100"),
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("test.encryptor-password", broker.password("encryptor")),
                    Map.entry("test.verifier-password", broker.password("verifier")),
                    Map.entry("test.gateway-password", broker.password("gateway")));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        try {
            key.close();
            store.close();
            broker.close();
            DurableFiles.deleteTree(folder);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
