package io.groundzero.backup.verifier;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.handover.BrokerConfig;
import io.groundzero.backup.openpgp.DecryptionKeys;
import io.groundzero.backup.openpgp.SigningKey;
import io.groundzero.backup.openpgp.VerificationKeys;
import io.groundzero.backup.store.Bucket;
import io.groundzero.backup.store.BucketConfig;
import io.groundzero.backup.store.SmallObjects;
import io.groundzero.backup.verifier.check.Check;
import io.groundzero.backup.verifier.compare.Compare;
import io.groundzero.backup.verifier.decrypt.Decrypt;
import io.groundzero.backup.verifier.drill.DrillReports;
import io.groundzero.backup.verifier.fetch.Fetch;
import io.groundzero.backup.verifier.probe.Probes;
import io.groundzero.backup.verifier.probe.ProbesConfig;
import io.groundzero.backup.verifier.proof.ProofStore;
import io.groundzero.backup.verifier.proof.SignedDocuments;
import io.groundzero.backup.verifier.restore.Restore;
import io.groundzero.backup.verifier.sandbox.Account;
import io.groundzero.backup.verifier.sandbox.ContainerSandbox;
import io.groundzero.backup.verifier.sandbox.Isolation;
import io.groundzero.backup.verifier.sandbox.LocalSandbox;
import io.groundzero.backup.verifier.sandbox.Sandbox;
import io.groundzero.backup.verifier.sandbox.Scratch;
import io.quarkus.runtime.StartupEvent;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the verifier together. */
@ApplicationScoped
class VerifierParts {

    private static final Logger LOG = Logger.getLogger(VerifierParts.class);
    private static final int BEFORE_CHANNELS = 1;

    /**
     * Makes all parts before the channels open: a verifier without keys, user or scratch folder refuses to start, and
     * what a killed one left is gone before the next message is taken.
     */
    void atStart(@Observes @Priority(BEFORE_CHANNELS) StartupEvent event, VerifierConfig config, VerifyBackup work) {
        if (!config.isolation().closed()) {
            LOG.warnf("gz.verifier.isolation is %s: code in a backup could reach the network or other processes%s. "
                    + "Choose this only if the verifier itself is shut in.", config.isolation(),
                    config.isolation() == Isolation.NONE ? ", and the verifier's keys" : "");
        }
    }

    @Produces
    @Singleton
    Sandbox sandbox(VerifierConfig config, BucketConfig bucket, BrokerConfig broker)
            throws IOException, InterruptedException {
        List<Path> secrets = new ArrayList<>(config.decryptionKeys());
        secrets.addAll(List.of(config.signingKey(), bucket.accessKeyFile(), bucket.secretKeyFile(),
                broker.passwordFile()));
        config.decryptionPassphraseFile().ifPresent(secrets::add);
        config.signingPassphraseFile().ifPresent(secrets::add);
        Account account = new ThrowawayUser(config).account();
        return config.isolation() == Isolation.CONTAINER
                ? ContainerSandbox.in(config.scratch(), account)
                : new LocalSandbox(config.isolation(), account, secrets, config.scratch(),
                        config.visible().orElse(List.of()), (long) config.sandboxMemory() << 20);
    }

    @Produces
    @Singleton
    Scratch scratch(VerifierConfig config, Sandbox sandbox)
            throws IOException, InterruptedException, BackupException {
        return Scratch.open(config.scratch(), sandbox);
    }

    void close(@Disposes Scratch scratch) throws IOException {
        scratch.close();
    }

    @Produces
    @Singleton
    Probes probes(ProbesConfig config, Sandbox sandbox) {
        return new Probes(config, sandbox);
    }

    @Produces
    @Singleton
    SignedDocuments documents(VerifierConfig config, Scratch scratch, Bucket bucket, SmallObjects objects,
            ObjectMapper json, Clock clock) throws IOException {
        SigningKey signer = key("signing-key",
                () -> SigningKey.load(config.signingKey(), config.signingPassphraseFile(), clock));
        VerificationKeys ours = key("signing-key", () -> VerificationKeys.load(List.of(config.signingKey())));
        return new SignedDocuments(objects, bucket, signer, ours, Scratch.privateFolder(scratch.root(), "proofs"),
                json);
    }

    @Produces
    @Singleton
    VerifyBackup work(VerifierConfig config, Scratch scratch, Sandbox sandbox, S3Client client, Bucket bucket,
            SmallObjects objects, SignedDocuments documents, Probes probes, ObjectMapper json, Clock clock) {
        check(config);
        Fetch fetch = new Fetch(client, bucket, objects,
                key("manifest-signers", () -> VerificationKeys.load(config.manifestSigners())), json,
                config.secondLooks());
        Decrypt decrypt = new Decrypt(key("decryption-keys",
                () -> DecryptionKeys.load(config.decryptionKeys(), config.decryptionPassphraseFile())));
        String copy = "s3://" + bucket.name() + (bucket.prefix().isEmpty() ? "" : "/" + bucket.prefix());
        Compare compare = new Compare(json, config.jobs());
        Verification verification = new Verification(scratch, sandbox, fetch, decrypt,
                new Restore(sandbox.account(), config.jobs(), compare), compare,
                new Check(json, config.jobs()), probes,
                new Verification.Settings(copy, config.proofLifetime(), config.clientPrograms().orElse(List.of()),
                        config.jobs(), config.spaceFactor(), config.timeLimit(), (long) config.spaceKept() << 20,
                        true),
                clock);
        return new VerifyBackup(new ProofStore(documents, bucket.prefix(), json), verification,
                new DrillReports(documents, objects, bucket.prefix(), json), bucket.prefix());
    }

    private static void check(VerifierConfig config) {
        between("jobs", config.jobs(), 1, 64);
        between("space-factor", config.spaceFactor(), 2, 100);
        between("sandbox-memory", config.sandboxMemory(), 256, 1 << 20);
        between("space-kept", config.spaceKept(), 0, 1 << 20);
        if (config.timeLimit().compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalStateException("gz.verifier.time-limit must be 1 s at least: " + config.timeLimit());
        }
        if (config.proofLifetime().isNegative() || config.proofLifetime().isZero()) {
            throw new IllegalStateException("gz.verifier.proof-lifetime must be above 0: " + config.proofLifetime());
        }
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalStateException(
                    "gz.verifier." + name + " must be between " + least + " and " + most + ": " + value);
        }
    }

    @FunctionalInterface
    interface Loading<T> {
        T load() throws BackupException;
    }

    static <T> T key(String name, Loading<T> loading) {
        try {
            return loading.load();
        } catch (BackupException e) {
            throw new IllegalStateException("gz.verifier." + name + ": " + e.getMessage(), e);
        }
    }
}
