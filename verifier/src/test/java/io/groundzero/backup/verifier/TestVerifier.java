package io.groundzero.backup.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.message.StatusEvent;
import io.groundzero.backup.contracts.proof.Proof;
import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.handover.WireFormat;
import io.groundzero.backup.handover.Work;
import io.groundzero.backup.postgres.ChildProcess;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.verifier.fixture.Keys;
import io.groundzero.backup.verifier.fixture.TestFolders;
import io.groundzero.backup.verifier.fixture.TestStore;
import io.groundzero.backup.verifier.probe.ProbesConfig;
import io.groundzero.backup.verifier.proof.SignedDocuments;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import software.amazon.awssdk.services.s3.S3Client;

/** A verifier as the service puts it together, without the message edge. */
final class TestVerifier implements AutoCloseable {

    static final String USER = "ground-zero-throwaway";

    private final Path scratchFolder;
    private final SmallRyeConfig config;
    private final Scratch scratch;
    private final Sandbox sandbox;
    private final VerifyBackup work;

    TestVerifier(TestStore store, Map<String, String> changes) throws Exception {
        ensureUser();
        Path folder = TestFolders.create("verifier");
        scratchFolder = folder.resolve("scratch");
        config = config(store, Keys.folder(), scratchFolder, changes);
        VerifierParts parts = new VerifierParts();
        VerifierConfig verifier = config.getConfigMapping(VerifierConfig.class);
        BucketConfig bucketConfig = config.getConfigMapping(BucketConfig.class);
        sandbox = parts.sandbox(verifier, bucketConfig, config.getConfigMapping(BrokerConfig.class));
        scratch = parts.scratch(verifier, sandbox);
        S3Client client = store.client(bucketConfig);
        Bucket bucket = new Bucket(client, bucketConfig);
        SmallObjects objects = new SmallObjects(client, bucketConfig, bucket);
        SignedDocuments documents = parts.documents(verifier, scratch, bucket, objects, WireFormat.mapper(),
                Clock.systemUTC());
        work = parts.work(verifier, scratch, sandbox, client, bucket, objects, documents,
                parts.probes(config.getConfigMapping(ProbesConfig.class), sandbox), WireFormat.mapper(),
                Clock.systemUTC());
    }

    /** Runs the service's step, and checks that it leaves nothing behind. */
    Proof verify(BackupShipped message) throws BackupException, IOException {
        return facts(message).proof();
    }

    /** The same, with all that it tells the gateway. */
    StatusEvent.Facts facts(BackupShipped message) throws BackupException, IOException {
        try {
            Work.Result result = work.run(message, Work.Progress.NONE);
            result.tidyUp().run();
            requireOnly(".lock", "proofs");
            return result.facts();
        } catch (BackupException e) {
            try {
                requireOnly(".lock", "proofs");
            } catch (AssertionError left) {
                left.addSuppressed(e);
                throw left;
            }
            throw e;
        }
    }

    private void requireOnly(String... expected) throws IOException {
        try (var left = Files.walk(scratchFolder)) {
            List<String> names = left.filter(path -> !path.equals(scratchFolder))
                    .map(path -> scratchFolder.relativize(path).toString()).sorted().toList();
            if (!names.equals(List.of(expected))) {
                throw new AssertionError("left over in the scratch folder: " + names);
            }
        }
    }

    Path scratchFolder() {
        return scratchFolder;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Scratch scratch() {
        return scratch;
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }

    static SmallRyeConfig config(TestStore store, Path keys, Path scratch, Map<String, String> changes) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("gz.verifier.scratch", scratch.toString());
        settings.put("gz.verifier.decryption-keys", keys.resolve("recipient.asc").toString());
        settings.put("gz.verifier.signing-key", keys.resolve("verifier.asc").toString());
        settings.put("gz.verifier.manifest-signers", keys.resolve("shipper.pub").toString());
        settings.put("gz.verifier.second-looks", "PT0.01S,PT0.02S");
        settings.put("gz.bucket.name", TestStore.BUCKET);
        settings.put("gz.bucket.prefix", TestStore.PREFIX);
        settings.put("gz.bucket.endpoint", store.endpoint().toString());
        settings.put("gz.bucket.certificate-authority", store.authority().toString());
        settings.put("gz.bucket.access-key-file", store.server().accessKeyFile().toString());
        settings.put("gz.bucket.secret-key-file", store.server().secretKeyFile().toString());
        settings.put("gz.broker.user", "verifier");
        settings.put("gz.broker.password-file", "/nonexistent");
        settings.putAll(changes);
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(settings, "test", 500))
                .withMapping(VerifierConfig.class).withMapping(BucketConfig.class).withMapping(BrokerConfig.class)
                .withMapping(ProbesConfig.class)
                .build();
    }

    static void ensureUser() throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("gz.root"), "infra/throwaway-user");
        ChildProcess.Outcome outcome = ChildProcess.of(List.of(script.toString(), USER)).run();
        if (outcome.exitCode() != 0) {
            throw new IOException(outcome.words());
        }
    }
}
